// The text that is kept with the form: WebVTT, in a field that a person may also edit by hand.

import { parse, serialise } from "./webvtt.js";

export class KeptText {
  constructor(field, onEdited) {
    this.field = field;
    field.addEventListener("change", () => onEdited(this.cues));
  }

  /** What it says; null when some of it cannot be read. */
  get cues() {
    return parse(this.field.value);
  }

  /** Writes these cues, unless it says the same already, and tells what saves the form. */
  keep(cues) {
    const text = serialise(cues);
    if (text === serialise(this.cues ?? [])) return;
    this.field.value = text;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
