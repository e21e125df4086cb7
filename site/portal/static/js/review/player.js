// The player's own buttons: what a reviewer does that native controls do not.

import { clock } from "./clock.js";

const FRAME = 1 / 30; // seconds: the renditions have thirty pictures a second at most
const STEP = 5; // seconds
const SPEEDS = [0.5, 1, 1.25, 1.5, 2];

/** Returns what may be asked of the video, or null when there is none to play. */
export function startPlayer() {
  const video = document.getElementById("review-video");
  if (!video) return null;
  const tools = document.getElementById("review-tools");
  const speed = document.getElementById("review-speed");
  const time = document.getElementById("review-clock");

  const go = (seconds) => {
    const end = Number.isFinite(video.duration) ? video.duration : seconds;
    video.currentTime = Math.min(Math.max(seconds, 0), end);
  };
  const still = (seconds) => {
    video.pause();
    go(video.currentTime + seconds);
  };
  const setSpeed = (value) => {
    video.playbackRate = value;
    speed.value = String(value);
  };
  const actions = {
    play: () => (video.paused ? video.play() : video.pause()),
    back: () => go(video.currentTime - STEP),
    forward: () => go(video.currentTime + STEP),
    "frame-back": () => still(-FRAME),
    "frame-forward": () => still(FRAME),
    slower: () => setSpeed(SPEEDS.findLast((each) => each < video.playbackRate) ?? SPEEDS[0]),
    faster: () => setSpeed(SPEEDS.find((each) => each > video.playbackRate) ?? SPEEDS.at(-1)),
  };

  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do]();
  });
  speed.addEventListener("change", () => (video.playbackRate = Number(speed.value)));
  const tell = () => (time.textContent = clock(video.currentTime));
  video.addEventListener("timeupdate", tell);
  video.addEventListener("seeked", tell);
  return { video, actions, go };
}
