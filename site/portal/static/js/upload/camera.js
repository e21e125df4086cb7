// The camera of a computer, and a film made with it.

// What browsers write, the best first; the portal reads them all.
const FORMATS = ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"];
const BITS_PER_SECOND = 2_500_000;
const CAMERA = {
  audio: true,
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
};
const PROBLEMS = { NotAllowedError: "camera_refused", NotFoundError: "camera_missing" };

export const canFilm = Boolean(globalThis.MediaRecorder && navigator.mediaDevices?.getUserMedia);

export const openCamera = () => navigator.mediaDevices.getUserMedia(CAMERA);

/** The name of the sentence that says why the camera does not open. */
export const whyClosed = (problem) => PROBLEMS[problem.name] ?? "camera_busy";

export function closeCamera(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

export class Filming {
  /** `tick(seconds)` is called as time goes by, `done(blob, seconds)` at the end or the limit. */
  constructor(stream, { limit, tick, done }) {
    const type = FORMATS.find((format) => MediaRecorder.isTypeSupported(format));
    const options = { mimeType: type, videoBitsPerSecond: BITS_PER_SECOND };
    this.recorder = new MediaRecorder(stream, options);
    const pieces = [];
    const began = performance.now();
    const seconds = () => (performance.now() - began) / 1000;
    const clock = setInterval(() => {
      tick(seconds());
      if (seconds() >= limit) this.stop();
    }, 250);
    this.recorder.ondataavailable = ({ data }) => pieces.push(data);
    this.recorder.onstop = () => {
      clearInterval(clock);
      done(new Blob(pieces, { type: type?.split(";")[0] }), seconds());
    };
    this.recorder.start(1000);
  }

  stop() {
    if (this.recorder.state !== "inactive") this.recorder.stop();
  }
}
