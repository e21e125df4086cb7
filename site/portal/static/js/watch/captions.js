// Captions: shown when there is no sound, until somebody chooses; then as they chose.

import { choices, remember } from "./memory.js";

export function rememberCaptions({ video, controller }) {
  const track = captionsOf(video);
  if (!track) return;
  // Its state is told by aria-checked, which a plain button may not have.
  controller.querySelector("media-captions-button")?.setAttribute("role", "switch");
  let chosen = choices().captions;
  show();

  function show() {
    const wanted = chosen ?? (video.muted || video.volume === 0);
    const mode = wanted ? "showing" : "disabled";
    if (track.mode !== mode) track.mode = mode;
  }

  // The button of media-chrome acts by itself: what it asks for is a choice.
  controller.addEventListener("mediatogglesubtitlesrequest", () => {
    setTimeout(() => {
      chosen = track.mode === "showing";
      remember({ captions: chosen });
    });
  });
  video.addEventListener("volumechange", show);
  video.addEventListener("loadedmetadata", show); // another quality resets the tracks
}

export function captionsOf(video) {
  return [...video.textTracks].find((track) => track.kind === "captions");
}
