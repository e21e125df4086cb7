// Shortcuts of the player, heard only while it has the focus (WCAG 2.1.4).

import { SPEEDS, setSpeed } from "./settings.js";

const STEP = 0.1; // of the volume
const SLIDERS = ["MEDIA-TIME-RANGE", "MEDIA-VOLUME-RANGE"]; // arrows are theirs

export function answerKeys({ video, controller, help }) {
  const ask = (button) => controller.querySelector(button)?.click();
  const seek = (seconds) => {
    const end = video.duration || 0;
    video.currentTime = Math.min(Math.max(video.currentTime + seconds, 0), end);
  };
  const louder = (step) => {
    video.volume = Math.min(Math.max(Math.round((video.volume + step) * 10) / 10, 0), 1);
    if (step > 0) video.muted = false;
  };
  const faster = (step) => {
    const at = SPEEDS.indexOf(video.playbackRate);
    setSpeed(video, SPEEDS[Math.min(Math.max((at < 0 ? 2 : at) + step, 0), SPEEDS.length - 1)]);
  };
  const toggle = () => (video.paused ? video.play().catch(() => {}) : video.pause());

  const keys = {
    " ": toggle,
    k: toggle,
    j: () => seek(-10),
    l: () => seek(10),
    ArrowLeft: () => seek(-5),
    ArrowRight: () => seek(5),
    ArrowUp: () => louder(STEP),
    ArrowDown: () => louder(-STEP),
    m: () => (video.muted = !video.muted),
    c: () => ask("media-captions-button"),
    f: () => ask("media-fullscreen-button"),
    "<": () => faster(-1),
    ">": () => faster(1),
    "?": () => help.showModal(),
  };

  controller.addEventListener("keydown", (event) => {
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (target.matches("select, input, textarea")) return;
    if (event.key === " " && target !== controller && target !== video) return; // presses it
    if (event.key.startsWith("Arrow") && SLIDERS.includes(target.tagName)) return;
    event.preventDefault();
    act();
  });
}
