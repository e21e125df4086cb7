// The captions being made, and all that can be done to them. Times are in seconds. No page in here.

import { History } from "./history.js";
import { inOrder } from "./webvtt.js";

const LASTING = 3; // seconds of a new caption
const BRIEFEST = 0.1; // seconds

const rounded = (time) => Math.max(0, Math.round(time * 1000) / 1000);

export class CueList {
  constructor(cues, { most }) {
    this.most = most;
    this.history = new History(cues);
  }

  get cues() {
    return this.history.value;
  }

  get isFull() {
    return this.cues.length >= this.most;
  }

  replace(cues) {
    this.history.change(inOrder(cues));
  }

  type(index, text) {
    this.history.change(this.cues.with(index, { ...this.cues[index], text }), index);
  }

  /** A caption at this moment, which ends the one shown then; returns its place. */
  add(moment, duration = Infinity) {
    const start = rounded(moment);
    const cues = this.cues.map((cue) =>
      cue.start < start - BRIEFEST && cue.end > start ? { ...cue, end: start } : cue,
    );
    const next = cues.find((cue) => cue.start > start + BRIEFEST)?.start ?? Infinity;
    const end = rounded(Math.max(start + 0.5, Math.min(start + LASTING, next, duration)));
    return this.#place(cues, { start, end, text: "" });
  }

  /** Cuts the words at `caret`, the time at `moment` if it is inside, else in proportion. */
  split(index, caret, moment) {
    const { start, end, text } = this.cues[index];
    const [before, after] = [text.slice(0, caret).trim(), text.slice(caret).trim()];
    if (!before || !after || this.isFull || end - start < 2 * BRIEFEST) return false;
    const inside = moment > start + BRIEFEST && moment < end - BRIEFEST;
    const part = (end - start) * (before.length / (before.length + after.length));
    const cut = rounded(inside ? moment : start + Math.max(part, BRIEFEST));
    const halves = [{ start, end: cut, text: before }, { start: cut, end, text: after }];
    this.history.change(this.cues.toSpliced(index, 1, ...halves));
    return true;
  }

  merge(index) {
    const [one, next] = this.cues.slice(index, index + 2);
    if (!next) return false;
    const text = [one.text, next.text].filter(Boolean).join("\n");
    const joined = { start: one.start, end: Math.max(one.end, next.end), text };
    this.history.change(this.cues.toSpliced(index, 2, joined));
    return true;
  }

  /** Moves one end, or both; the other end follows rather than be crossed. Returns its new place. */
  time(index, { start, end }) {
    const { [index]: cue } = this.cues;
    const moved = { ...cue, start: rounded(start ?? cue.start), end: rounded(end ?? cue.end) };
    if (moved.end < moved.start + BRIEFEST) {
      if (start === undefined) moved.start = rounded(moved.end - BRIEFEST);
      moved.end = rounded(moved.start + BRIEFEST);
    }
    return this.#place(this.cues.toSpliced(index, 1), moved);
  }

  shift(index, by) {
    const { start, end } = this.cues[index];
    const step = Math.max(by, -start);
    return this.time(index, { start: start + step, end: end + step });
  }

  /** Moves them all alike; returns by how much: none may begin before the film. */
  shiftAll(by) {
    const step = Math.max(by, -Math.min(...this.cues.map((cue) => cue.start)));
    const move = ({ start, end, text }) => ({ start: rounded(start + step), end: rounded(end + step), text });
    this.history.change(this.cues.map(move));
    return step;
  }

  remove(index) {
    this.history.change(this.cues.toSpliced(index, 1));
  }

  #place(others, cue) {
    const cues = inOrder([...others, cue]);
    this.history.change(cues);
    return cues.indexOf(cue);
  }
}
