// The panel to film with a computer: see oneself, begin, stop, watch, film again, use.

import { asFile, Filming, closeCamera, openCamera, whyClosed } from "./camera.js";
import { clock, day, duration, say } from "./sentences.js";

export class Recorder {
  #stream = null;
  #filming = null;
  #film = null;

  /** `use(film)`, `toggle(isOpen)`; `limit` in seconds. */
  constructor(panel, { limit, opener, toggle, use }) {
    Object.assign(this, { panel, limit, opener, toggle, use, part: {} });
    for (const each of panel.querySelectorAll("[data-film]")) this.part[each.dataset.film] = each;
    const on = (button, act) => button.addEventListener("click", act);
    on(opener, () => this.open());
    on(this.part.begin, () => this.#begin());
    on(this.part.stop, () => this.#filming.stop());
    on(this.part.again, () => this.open());
    on(this.part.keep, () => this.#keep());
    on(this.part.close, () => this.close());
  }

  async open() {
    this.panel.hidden = false;
    this.toggle(true);
    this.#clear();
    this.#offer([]);
    try {
      this.#stream = await openCamera();
    } catch (problem) {
      this.part.said.textContent = say(whyClosed(problem));
      return this.#offer(["again"]);
    }
    if (this.panel.hidden) return this.#clear(); // closed while the browser was asking
    this.#show({ srcObject: this.#stream, muted: true, controls: false });
    this.part.clock.textContent = `${clock(0)} / ${clock(this.limit)}`;
    this.#offer(["begin"]);
  }

  close() {
    this.panel.hidden = true;
    this.toggle(false);
    this.#filming?.stop();
    this.#clear();
    this.opener.focus();
  }

  #begin() {
    this.#filming = new Filming(this.#stream, {
      limit: this.limit,
      tick: (seconds) => (this.part.clock.textContent = `${clock(seconds)} / ${clock(this.limit)}`),
      done: (film, seconds) => this.#filmed(film, seconds),
    });
    this.panel.dataset.stage = "filming";
    this.#offer(["stop"]);
    this.part.said.textContent = say("filming");
  }

  #filmed(film, seconds) {
    if (this.panel.hidden) return; // closed while filming: nothing is kept
    this.#clear();
    this.#film = film;
    this.part.clock.textContent = "";
    this.#show({ src: URL.createObjectURL(film), muted: false, controls: true });
    this.#offer(["keep", "again"]);
    const ending = seconds >= this.limit ? "film_limit" : "filmed";
    this.part.said.textContent = say(ending, { time: duration(Math.min(seconds, this.limit)) });
  }

  #keep() {
    const film = asFile(this.#film, say("film_name", { day: day() }));
    this.close();
    this.use(film);
  }

  #show(source) {
    Object.assign(this.part.screen, source);
    if (source.srcObject) this.part.screen.play().catch(() => {}); // the browser may pause it
  }

  #offer(acts) {
    for (const name of ["begin", "stop", "keep", "again"]) {
      this.part[name].hidden = !acts.includes(name);
    }
    this.part[acts[0] ?? "close"].focus();
  }

  #clear() {
    closeCamera(this.#stream);
    if (this.part.screen.src) URL.revokeObjectURL(this.part.screen.src);
    this.part.screen.srcObject = null;
    this.part.screen.removeAttribute("src");
    this.panel.dataset.stage = this.part.said.textContent = "";
    this.#stream = this.#filming = this.#film = null;
  }
}
