// The proposal on the portal: it is made as soon as there is something to keep.

import { post, read } from "./server.js";

const KEPT_ALIVE = 60_000; // bytes; the Fetch standard sets 64 KiB for all that is under way

export class Draft {
  #making = null;

  constructor({ urls, form }) {
    this.urls = urls;
    this.form = form;
  }

  get exists() {
    return Boolean(this.urls.save);
  }

  /** Resolves once the proposal exists; asks for one proposal, however often it is called. */
  made() {
    if (this.exists) return Promise.resolve(this);
    this.#making ??= this.#make().finally(() => (this.#making = null));
    return this.#making;
  }

  async #make() {
    this.urls = { ...this.urls, ...(await post(this.urls.create)) };
    // From now on this page is the proposal's: reloading it finds everything again.
    history.replaceState(history.state, "", this.urls.page);
    this.form.action = this.urls.page;
    return this;
  }

  /** Files have their own ways. A browser lets little leave a page that is being closed. */
  async save(words) {
    for (const [name, value] of [...words]) if (value instanceof File) words.delete(name);
    const size = [...words].reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    return post((await this.made()).urls.save, words, { keepalive: 4 * size < KEPT_ALIVE });
  }

  async state() {
    return this.exists ? read(this.urls.state) : {};
  }
}
