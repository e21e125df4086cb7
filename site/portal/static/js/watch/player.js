// Our controls on the native player: media-chrome's, and what the page adds. Without it, the
// browser's own controls play the video.

import { setLanguage } from "../../vendor/media-chrome/media-chrome.js";
import { rememberCaptions } from "./captions.js";
import { answerKeys } from "./keyboard.js";
import { rememberChoices, resume } from "./memory.js";
import { seekAsked } from "./moment.js";
import { choose } from "./settings.js";
import { sayTroubles } from "./troubles.js";

for (const place of document.querySelectorAll("[data-player]")) dress(place);

function dress(place) {
  setLanguage("fr");
  const video = place.querySelector("video");
  const parts = place.querySelector("[data-controls]").content.cloneNode(true);
  const controller = parts.querySelector("media-controller");
  const help = parts.querySelector("dialog");
  const words = readWords(parts.querySelector("[data-words]"));

  addTrack(video, "metadata", "thumbnails", place.dataset.storyboard);
  addTrack(video, "chapters", "", place.dataset.chapters);
  video.before(controller);
  video.slot = "media";
  video.controls = false;
  controller.prepend(video);
  controller.after(help);
  // What shortcuts act on must have the focus, also after a click on the picture.
  controller.addEventListener("pointerdown", (event) => {
    if (event.target === video) controller.focus({ preventScroll: true });
  });

  const player = { video, controller, help, say: speaker(controller), words };
  rememberChoices(player);
  choose(player);
  rememberCaptions(player);
  answerKeys(player);
  sayTroubles(player);
  if (!seekAsked(video)) resume(player);
}

function readWords(list) {
  return Object.fromEntries([...list.children].map((item) => [item.dataset.word, item.textContent]));
}

/** A track that only scripts read; loaded at once, or the seek bar would have no pictures. */
function addTrack(video, kind, label, src) {
  if (src) video.append(Object.assign(document.createElement("track"), { kind, label, src, default: true }));
}

/** Return a function that says something over the picture, with a button that does something. */
function speaker(controller) {
  const box = controller.querySelector("[data-said]");
  const [text, button] = [box.querySelector("p"), box.querySelector("button")];
  box.querySelector("[data-close]").addEventListener("click", () => say(""));

  function say(sentence, label = "", act = null) {
    box.hidden = !sentence;
    text.textContent = sentence;
    button.hidden = !label;
    button.textContent = label;
    button.onclick = () => {
      say("");
      act?.();
    };
  }
  return say;
}
