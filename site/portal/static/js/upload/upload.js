// A video's way from the member's hands to the portal: chosen, checked, sent, prepared.

import { check } from "./checks.js";
import { fingerprint } from "./fingerprint.js";
import { Preparation } from "./preparation.js";
import { Sending } from "./sending.js";
import { say, weight } from "./sentences.js";
import { Telling } from "./telling.js";

export class Upload {
  #sending = null;
  #left = null; // an upload that was interrupted, here or on another device
  #choosing = Promise.resolve();
  #isChecking = false;
  #waiting = [];

  constructor({ area, draft, poster, limits, state }) {
    Object.assign(this, { area, draft, poster, limits });
    this.telling = new Telling(area);
    this.preparation = new Preparation(area, poster);
    area.on("pause", () => this.#sending.pause());
    area.on("resume", () => this.#sending.start());
    this.#show(state);
  }

  /** Whether leaving the page would stop something. */
  get isRunning() {
    return this.#isChecking || Boolean(this.#sending?.isRunning);
  }

  /** Resolves when no byte is left to send: the file has arrived, or cannot. */
  async over() {
    await this.#choosing;
    if (this.#sending?.state === "paused") this.#sending.start();
    if (this.isRunning) await new Promise((done) => this.#waiting.push(done));
  }

  /** A file was chosen, dropped or filmed. One that cannot be accepted changes nothing else. */
  choose(file) {
    this.#isChecking = true;
    this.area.checking(say("checking"));
    this.#choosing = this.#take(file).finally(() => {
      this.#isChecking = false;
      this.area.checked();
    });
  }

  async #take(file) {
    const verdict = await check(file, this.limits);
    if (verdict.refusal) return this.area.refuse(verdict.refusal);
    const mark = await fingerprint(file);

    const left = this.#left;
    const goesOn = left?.fingerprint === mark && left.length === file.size;
    const advice = left && !goesOn ? [say("left_other"), ...verdict.advice] : verdict.advice;
    this.area.file({ name: file.name, facts: verdict.facts, advice });
    this.area.invite("");
    this.area.chooser(false);
    if (goesOn) this.poster.hide();
    else this.poster.forget(); // the moment that was chosen is another video's
    if (verdict.playable) this.poster.showFile(file);
    this.telling.begin(goesOn ? percentOf(left) : 0);
    this.#send(file, mark);
  }

  #send(file, mark) {
    this.#sending?.pause();
    this.preparation.leave();
    this.#left = null;
    const sending = new Sending({
      file,
      fingerprint: mark,
      draft: this.draft,
      tell: (state, detail) => sending === this.#sending && this.#tell(state, detail),
    });
    this.#sending = sending;
    sending.start();
  }

  #tell(state, detail) {
    if (detail?.total) this.telling.count(detail);
    else if (state === "done") this.#follow();
    else if (state === "refused") this.#refused(detail);
    else if (state !== "sending") this.telling.state(state);
    if (!this.isRunning) for (const done of this.#waiting.splice(0)) done();
  }

  /** The portal does not want it: what it has from before is shown again. */
  async #refused(sentence) {
    this.poster.hide();
    this.area.noFile();
    this.area.refuse(sentence);
    this.#show(await this.draft.state().catch(() => ({})));
  }

  #follow() {
    this.preparation.follow(() => this.draft.state());
  }

  #show({ media, upload }) {
    if (media) {
      this.area.file({ name: media.name, facts: [weight(media.size)], advice: media.advice });
      this.area.chooser(false);
    }
    if (upload && upload.offset < upload.length) {
      this.#left = upload;
      this.area.invite(say("left", { name: upload.name, percent: percentOf(upload) }));
      this.area.chooser(true);
    }
    if (media?.settled) this.preparation.show({ media });
    else if (media || (upload && !this.#left)) this.#follow();
  }
}

const percentOf = ({ offset, length }) => Math.floor((offset / length) * 100);
