// Saves what is typed, by itself: after a pause, on leaving a field, when the page is put away.

import { keptWords } from "./kept_words.js";
import { Refusal, SignedOut } from "./server.js";
import { hour, say } from "./sentences.js";

const PAUSE = 1; // seconds without typing
const RETRIES = [2, 4, 8, 15, 30]; // seconds

export class Autosave {
  #timer = null;
  #running = null;
  #failures = 0;
  dirty = false;

  constructor(form, draft, status) {
    Object.assign(this, { form, draft, status, kept: keptWords(form, draft) });
    form.addEventListener("input", (event) => this.#changed(event, PAUSE));
    form.addEventListener("change", (event) => this.#changed(event, 0));
    addEventListener("online", () => this.dirty && this.save());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.dirty && draft.exists) this.save();
    });
    this.recover();
  }

  /** Another step is shown: what was typed there and never reached the portal is put back. */
  recover() {
    if (!this.kept.restore()) return;
    this.#write("restored");
    this.touch();
  }

  /** Something has changed, which no event says. */
  touch(delay = 0) {
    this.dirty = true;
    this.kept.keep();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), delay * 1000);
  }

  #changed({ target }, delay) {
    if (target.name && target.type !== "file") this.touch(delay);
  }

  /** Resolves to whether the portal has it all. */
  save() {
    clearTimeout(this.#timer);
    this.#running ??= this.#save().finally(() => (this.#running = null));
    return this.#running;
  }

  /** The portal has all that the page shows: no copy is needed any more. */
  async finish() {
    if (await this.save()) this.kept.forget();
  }

  /** The page has been kept whole by another way: no copy is needed any more. */
  forget() {
    clearTimeout(this.#timer);
    this.dirty = false;
    this.kept.forget();
  }

  async #save() {
    if (!this.dirty) return true;
    let replaced = false;
    while (this.dirty) {
      this.dirty = false;
      try {
        const answer = await this.draft.save(new FormData(this.form));
        this.form.elements.seen.value = answer.seen;
        replaced ||= answer.replaced;
        if (answer.complete && !this.dirty) this.kept.forget();
      } catch (problem) {
        this.#failed(problem);
        return false;
      }
    }
    this.#failures = 0;
    this.#write(replaced ? "saved_over" : "saved_at", { hour: hour() });
    return true;
  }

  #failed(problem) {
    this.dirty = true;
    if (problem instanceof Refusal) return this.#write("not_saved");
    this.#write(problem instanceof SignedOut ? "signed_out" : "saved_here");
    const wait = RETRIES[Math.min(this.#failures++, RETRIES.length - 1)];
    this.#timer = setTimeout(() => this.save(), wait * 1000);
  }

  #write(name, figures) {
    const text = say(name, figures);
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}
