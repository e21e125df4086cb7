// How fast bytes leave, smoothed, and so how long the rest will take.

const MEMORY = 8; // seconds over which the pace is averaged
const SETTLING = 2; // seconds before anything is said

export class Pace {
  #rate = null; // bytes a second
  #last = null;
  #began = null;

  /** Seconds until the end, or null while nobody can tell. */
  left(sent, total, now = performance.now() / 1000) {
    if (!this.#last || sent < this.#last.sent) {
      this.#last = { sent, now };
      this.#began ??= now;
      return null;
    }
    const elapsed = now - this.#last.now;
    if (elapsed > 0.25) {
      const rate = (sent - this.#last.sent) / elapsed;
      const weight = 1 - Math.exp(-elapsed / MEMORY);
      this.#rate = this.#rate === null ? rate : this.#rate + weight * (rate - this.#rate);
      this.#last = { sent, now };
    }
    if (!this.#rate || now - this.#began < SETTLING) return null;
    return (total - sent) / this.#rate;
  }

  /** After a pause or a cut, the past says nothing. */
  forget() {
    this.#rate = this.#last = this.#began = null;
  }
}
