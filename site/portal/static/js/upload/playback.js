// Reads what a video holds by asking the browser to play it, unseen.

const PATIENCE = 8; // seconds: a browser may neither open a file nor say that it cannot
const FAR = 1e7; // seconds, beyond any end

/** Resolves to { duration, width, height, hasSound, hasPicture }, or null when it cannot play. */
export async function readPlayed(file) {
  const video = document.createElement("video");
  video.muted = true;
  video.preload = "auto";
  video.src = URL.createObjectURL(file);
  try {
    await happens(video, "loadedmetadata");
    if (video.duration === Infinity) await findEnd(video);
    return {
      duration: Number.isFinite(video.duration) ? video.duration : null,
      width: video.videoWidth,
      height: video.videoHeight,
      hasSound: hasSound(video),
      hasPicture: video.videoWidth > 0,
    };
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(video.src);
    video.removeAttribute("src");
    video.load();
  }
}

/** What browsers record has no duration in its head: going too far makes them look for the end. */
async function findEnd(video) {
  const known = happens(video, "durationchange");
  video.currentTime = FAR;
  await known;
}

/** True, false, or null when the browser does not say. */
function hasSound(video) {
  if (video.audioTracks) return video.audioTracks.length > 0;
  if (typeof video.mozHasAudio === "boolean") return video.mozHasAudio;
  if (video.captureStream) return video.captureStream().getAudioTracks().length > 0;
  return null;
}

function happens(video, name) {
  return new Promise((resolve, reject) => {
    video.addEventListener(name, resolve, { once: true });
    video.addEventListener("error", reject, { once: true });
    setTimeout(reject, PATIENCE * 1000);
  });
}
