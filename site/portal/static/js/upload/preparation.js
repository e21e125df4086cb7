// Follows what becomes of a video that has arrived: checked, prepared, ready, refused.

import { nudge, pause, Refusal } from "./server.js";
import { say } from "./sentences.js";

const FIRST = 1; // seconds between two questions, more and more patiently
const LAST = 10;

/** Asks until `show` says that there is nothing more to wait for. */
export async function follow(ask, show) {
  for (let wait = FIRST; ; wait = Math.min(wait * 1.3, LAST)) {
    try {
      if (show(await ask())) return;
    } catch (problem) {
      if (problem instanceof Refusal) return; // deleted meanwhile
    }
    await pause(wait);
  }
}

export class Preparation {
  #turn = null;

  constructor(area, poster) {
    Object.assign(this, { area, poster });
  }

  follow(ask) {
    const turn = (this.#turn = {});
    this.area.progress({ state: "sent", text: say("sent"), percent: null });
    this.area.speak(say("sent"));
    follow(ask, (state) => turn !== this.#turn || this.show(state));
  }

  /** Another file is being sent: what becomes of this one does not matter any more. */
  leave() {
    this.#turn = null;
  }

  /** Shows how far the portal is; tells whether there is nothing more to wait for. */
  show({ media, upload }) {
    if (upload) nudge(upload.url); // whole, but storage was away
    if (upload || !media) return false;
    const percent = media.settled ? -1 : media.percent || null;
    this.area.progress({ state: media.state, text: media.sentence, percent });
    if (media.settled) {
      this.area.advise(media.advice); // measured, it replaces what the browser had guessed
      this.area.speak(media.sentence);
    }
    if (media.video && !this.poster.isShown) this.poster.show(media.video, media.poster);
    if (media.refused) this.area.refuse(media.sentence);
    return media.settled;
  }
}
