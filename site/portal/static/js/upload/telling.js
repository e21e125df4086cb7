// Shows and says how the sending goes: percent, size, time left, and what interrupts it.

import { Pace } from "./pace.js";
import { duration, say, weight } from "./sentences.js";

const STEP = 10; // percent between two things said to those who listen

export class Telling {
  percent = 0;
  #pace = new Pace();
  #said = 0;

  constructor(area) {
    this.area = area;
  }

  /** Another file, which may already be there in part. */
  begin(percent = 0) {
    this.percent = percent;
    this.#said = Math.floor(percent / STEP);
    this.#pace.forget();
  }

  state(state) {
    this.#pace.forget();
    const acts = ["paused", "replaced"].includes(state) ? ["resume"] : ["pause"];
    const text = say(state, { percent: this.percent });
    const percent = state === "starting" && !this.percent ? null : this.percent;
    this.area.progress({ state, text, percent, acts });
    this.area.speak(text);
  }

  count({ sent, total }) {
    this.percent = Math.floor((sent / total) * 100);
    const left = this.#pace.left(sent, total);
    const figures = [say("sent_of", { sent: weight(sent), total: weight(total) })];
    if (left !== null) figures.push(say("time_left", { time: duration(Math.max(1, left)) }));
    const text = say("sending", { percent: this.percent });
    this.area.progress({
      state: "sending",
      text,
      figures: figures.join(" · "),
      percent: this.percent,
      acts: ["pause"],
    });
    const steps = Math.floor(this.percent / STEP);
    if (steps > this.#said) this.area.speak(text);
    this.#said = Math.max(this.#said, steps);
  }
}
