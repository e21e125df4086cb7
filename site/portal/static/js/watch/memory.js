// What this device remembers: where each video was left, and how one likes to watch. Nothing is
// sent anywhere.

const POSITIONS = "videos-positions";
const CHOICES = "videos-choices";
const KEPT = 50; // videos
const MARGIN = 5; // seconds: near its two ends, a video begins again
const EVERY = 5; // seconds between two notes

export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {}; // no storage here
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // no storage here: nothing is remembered
  }
}

export function choices() {
  return read(CHOICES);
}

export function remember(choice) {
  write(CHOICES, { ...choices(), ...choice });
}

/** Volume and silence, as they were left. */
export function rememberChoices({ video }) {
  const { volume, muted } = choices();
  if (volume >= 0 && volume <= 1) video.volume = volume;
  if (typeof muted === "boolean") video.muted = muted;
  video.addEventListener("volumechange", () => remember({ volume: video.volume, muted: video.muted }));
}

/** Go on from where the video was left, and note where it is. */
export function resume({ video, say, words }) {
  const name = nameOf(video);
  const left = read(POSITIONS)[name];
  whenKnown(video, () => {
    if (!(left > MARGIN && left < video.duration - MARGIN)) return;
    video.currentTime = left;
    say(`${words.resumed} ${clock(left)}`, words.restart, () => (video.currentTime = 0));
    video.addEventListener("play", () => setTimeout(() => say(""), 6000), { once: true });
  });
  watchPosition(video);
}

export function watchPosition(video) {
  const name = nameOf(video);
  let noted = 0;
  const note = () => {
    noted = video.currentTime;
    const { [name]: _old, ...others } = read(POSITIONS);
    const kept = Object.entries(others).slice(1 - KEPT);
    if (!video.ended) kept.push([name, Math.floor(noted)]);
    write(POSITIONS, Object.fromEntries(kept));
  };
  video.addEventListener("timeupdate", () => {
    if (!video.paused && Math.abs(video.currentTime - noted) >= EVERY) note();
  });
  for (const event of ["pause", "ended"]) video.addEventListener(event, note);
}

/** The same for all the qualities of a video, in its page as in a frame. */
function nameOf(video) {
  const source = video.querySelector("source")?.src ?? video.currentSrc;
  return new URL(source).pathname.split("/").at(-2);
}

export function whenKnown(video, act) {
  if (video.readyState >= HTMLMediaElement.HAVE_METADATA) act();
  else video.addEventListener("loadedmetadata", act, { once: true });
}

export function clock(seconds) {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.floor(seconds % 60)];
  const padded = String(rest).padStart(2, "0");
  const hours = Math.floor(minutes / 60);
  return hours ? `${hours}:${String(minutes % 60).padStart(2, "0")}:${padded}` : `${minutes}:${padded}`;
}
