// A value that remembers what it was, so that changes can be undone and done again.

const REMEMBERED = 200; // changes

export class History {
  #past = [];
  #future = [];
  #mark = null;

  constructor(value) {
    this.value = value;
  }

  /** Changes with the same `mark`, one after the other, are undone together: letters of a word. */
  change(value, mark = null) {
    if (mark === null || mark !== this.#mark) {
      this.#past = [...this.#past, this.value].slice(-REMEMBERED);
    }
    this.#future = [];
    this.#mark = mark;
    this.value = value;
  }

  undo() {
    return this.#travel(this.#past, this.#future);
  }

  redo() {
    return this.#travel(this.#future, this.#past);
  }

  #travel(from, to) {
    if (!from.length) return false;
    to.push(this.value);
    this.value = from.pop();
    this.#mark = null;
    return true;
  }
}
