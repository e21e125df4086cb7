// The panel to film with a computer: see oneself, begin, stop, watch, film again, use.

import { Filming, closeCamera, openCamera, whyClosed } from "./camera.js";
import { clock, day, duration, say } from "./sentences.js";

export class Recorder {
  #stream = null;
  #filming = null;
  #film = null;

  /** `use(file)` receives the film that was kept. `limit` is in seconds. */
  constructor(panel, { limit, opener, use }) {
    Object.assign(this, { panel, limit, opener, use, part: {} });
    for (const each of panel.querySelectorAll("[data-film]")) this.part[each.dataset.film] = each;
    const acts = {
      begin: () => this.#begin(),
      stop: () => this.#filming.stop(),
      again: () => this.open(),
      keep: () => this.#keep(),
      close: () => this.close(),
    };
    for (const [name, act] of Object.entries(acts)) this.part[name].addEventListener("click", act);
    opener.addEventListener("click", () => this.open());
  }

  async open() {
    this.panel.hidden = false;
    this.#clear();
    this.#offer([]);
    this.#say("");
    try {
      this.#stream = await openCamera();
    } catch (problem) {
      this.#say(say(whyClosed(problem)));
      return this.#offer(["again"]);
    }
    if (this.panel.hidden) return this.#clear(); // closed while the browser was asking
    this.#show({ srcObject: this.#stream, muted: true, controls: false });
    this.part.clock.textContent = `${clock(0)} / ${clock(this.limit)}`;
    this.#offer(["begin"]);
  }

  close() {
    this.panel.hidden = true;
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
    this.#say(say("filming"));
  }

  #filmed(film, seconds) {
    if (this.panel.hidden) return; // closed while filming: nothing is kept
    this.#clear();
    this.#film = film;
    this.#show({ src: URL.createObjectURL(film), muted: false, controls: true });
    this.#offer(["keep", "again"]);
    const ending = seconds >= this.limit ? "film_limit" : "filmed";
    this.#say(say(ending, { time: duration(Math.min(seconds, this.limit)) }));
  }

  #keep() {
    const { type } = this.#film;
    const name = `${say("film_name", { day: day() })}.${type.split("/")[1]}`;
    const film = new File([this.#film], name, { type });
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

  #say(text) {
    this.part.said.textContent = text;
  }

  #clear() {
    closeCamera(this.#stream);
    if (this.part.screen.src) URL.revokeObjectURL(this.part.screen.src);
    this.part.screen.srcObject = null;
    this.part.screen.removeAttribute("src");
    this.panel.dataset.stage = "";
    this.#stream = this.#filming = this.#film = null;
  }
}
