// Speed and quality: two native lists, that phones and keyboards know.

import { choices, remember } from "./memory.js";

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

export function choose({ video, controller, help }) {
  const panel = controller.querySelector("[data-settings]");
  const button = controller.querySelector("[data-settings-button]");
  const { speed, quality } = panel.elements;

  const open = (wanted) => {
    panel.hidden = !wanted;
    button.setAttribute("aria-expanded", String(wanted));
    if (wanted) speed.focus();
  };
  button.addEventListener("click", () => open(panel.hidden));
  panel.addEventListener("submit", (event) => event.preventDefault());
  controller.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    open(false);
    button.focus();
  });
  controller.addEventListener("pointerdown", (event) => {
    if (event.target === video) open(false);
  });
  panel.querySelector("[data-help]").addEventListener("click", () => help.showModal());

  speed.addEventListener("change", () => setSpeed(video, Number(speed.value)));
  video.addEventListener("ratechange", () => (speed.value = String(video.playbackRate)));
  const liked = choices();
  if (SPEEDS.includes(liked.speed)) setSpeed(video, liked.speed);

  if (!quality) return;
  quality.addEventListener("change", () => {
    remember({ quality: quality.value });
    setQuality(video, quality);
  });
  if (liked.quality && [...quality.options].some((option) => option.value === liked.quality)) {
    quality.value = liked.quality;
    setQuality(video, quality);
  }
}

/** Kept when another file is loaded, which would bring the normal speed back. */
export function setSpeed(video, rate) {
  video.defaultPlaybackRate = video.playbackRate = rate;
  remember({ speed: rate });
}

/** Play another file from the same moment; with none, the browser chooses. */
function setQuality(video, list) {
  const url = list.selectedOptions[0].dataset.url;
  const [moment, wasPlaying] = [video.currentTime, !video.paused && !video.ended];
  if (url) video.src = url;
  else video.removeAttribute("src");
  video.load();
  if (!moment && !wasPlaying) return;
  video.addEventListener(
    "loadedmetadata",
    () => {
      video.currentTime = moment;
      if (wasPlaying) video.play().catch(() => {});
    },
    { once: true },
  );
}
