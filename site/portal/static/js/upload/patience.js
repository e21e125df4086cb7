// How long to wait before another try: longer after each failure, never more than half a minute.

const DELAYS = [1, 2, 4, 8, 15, 30]; // seconds

export class Patience {
  #failures = 0;
  #best = 0;

  next() {
    return DELAYS[Math.min(this.#failures++, DELAYS.length - 1)];
  }

  /** Going further than ever makes up for what failed before. */
  reached(point) {
    if (point <= this.#best) return;
    this.#best = point;
    this.#failures = 0;
  }
}
