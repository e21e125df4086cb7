// The captions as rows of fields: number, start, end, words, and what could be better.

import { adviceOn } from "./advice.js";
import { time } from "./words.js";
import { words } from "./webvtt.js";

const PARTS = ["number", "jump", "start", "end", "words", "advice"];
let ids = 0;

export class Rows {
  current = -1;

  /** `row` is the template of a row; `actions`, the buttons of whichever row is current. */
  constructor({ list, row, actions, say, limits }) {
    Object.assign(this, { list, row, actions, say, limits });
    list.addEventListener("focusin", ({ target }) => this.#enter(target.closest("li")));
  }

  #enter(row) {
    if (row === this.actions.parentElement) return;
    this.current = this.placeOf(row);
    this.actions.hidden = false;
    row.append(this.actions);
  }

  placeOf(element) {
    return [...this.list.children].indexOf(element.closest("li"));
  }

  /** Shows these captions; returns how many pieces of advice they call for. */
  show(cues, duration) {
    while (this.list.children.length > cues.length) this.list.lastElementChild.remove();
    while (this.list.children.length < cues.length) this.list.append(this.#made());
    this.current = Math.min(this.current, cues.length - 1);
    const clean = cues.map((cue) => ({ ...cue, text: words(cue.text) }));
    return clean.reduce((count, cue, index) => {
      const advice = adviceOn(cue, clean[index - 1], duration, this.limits);
      this.#fill(this.list.children[index], index, cues[index], advice);
      return count + advice.length;
    }, 0);
  }

  #made() {
    const row = this.row.content.firstElementChild.cloneNode(true);
    const found = PARTS.map((part) => [part, row.querySelector(`[data-part=${part}]`)]);
    row.parts = Object.fromEntries(found);
    row.parts.advice.id = `caption-advice-${(ids += 1)}`;
    row.parts.words.setAttribute("aria-describedby", row.parts.advice.id);
    return row;
  }

  #fill({ parts, firstElementChild: group }, index, cue, advice) {
    set(group, "ariaLabel", this.say("group", { number: index + 1 }));
    set(parts.number, "textContent", String(index + 1));
    for (const end of ["start", "end"]) {
      // Half a time is not written over: the film's length may be known at any moment.
      if (parts[end].dataset.typing === undefined) set(parts[end], "value", time(cue[end]));
    }
    set(parts.words, "value", cue.text);
    const said = advice.map(([code, figures]) => this.say(code, figures));
    set(parts.advice, "textContent", said.map((one) => one[0].toUpperCase() + one.slice(1)).join(" "));
  }

  /** Marks the caption that is on the screen now. */
  mark(cues, moment) {
    [...this.list.children].forEach((row, index) => {
      const { start, end } = cues[index] ?? {};
      row.classList.toggle("ce__cue--now", moment >= start && moment < end);
    });
  }

  get caret() {
    return this.list.children[this.current]?.parts.words.selectionStart ?? 0;
  }

  holdsFocus(index) {
    return this.list.children[index]?.contains(document.activeElement) ?? false;
  }

  /** Goes to the words of a caption; tells whether there is such a one. */
  focus(index, caret) {
    const row = this.list.children[index];
    if (!row) return false;
    row.parts.words.focus();
    if (caret !== undefined) row.parts.words.setSelectionRange(caret, caret);
    row.scrollIntoView({ block: "nearest" });
    return true;
  }
}

function set(element, property, value) {
  if (element[property] !== value) element[property] = value;
}
