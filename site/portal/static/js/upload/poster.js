// Shows the video before it is sent, and lets its author choose the picture that represents it.

import { duration, say } from "./sentences.js";

export class Poster {
  #url = null;

  constructor({ part }, field) {
    Object.assign(this, { part, field });
    part.moment.addEventListener("click", () => this.#choose());
    // A browser may find out late that it cannot show a video: then there is nothing to choose.
    part.preview_video.addEventListener("error", () => this.hide());
  }

  get isShown() {
    return !this.part.preview.hidden;
  }

  showFile(file) {
    this.#url = URL.createObjectURL(file);
    this.show(this.#url);
  }

  show(url, poster = "") {
    const video = this.part.preview_video;
    this.part.preview.hidden = false;
    this.part.cover.hidden = !this.field;
    video.poster = poster;
    video.src = url;
    this.#say();
    const moment = this.#moment();
    if (moment !== null) {
      video.addEventListener("loadedmetadata", () => (video.currentTime = moment), { once: true });
    }
  }

  hide() {
    this.part.preview.hidden = true;
    this.part.preview_video.removeAttribute("src");
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = null;
  }

  /** Another video: the moment that was chosen is not one of its moments. */
  forget() {
    this.#set("");
    this.hide();
  }

  #moment() {
    return this.field?.value ? Number(this.field.value) : null;
  }

  #choose() {
    this.part.preview_video.pause();
    this.#set(this.part.preview_video.currentTime.toFixed(2));
  }

  #set(value) {
    if (!this.field || this.field.value === value) return;
    this.field.value = value;
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    this.#say();
  }

  #say() {
    const moment = this.#moment();
    const text = moment === null ? "" : say("moment_chosen", { time: duration(moment) });
    this.part.chosen.textContent = text;
  }
}
