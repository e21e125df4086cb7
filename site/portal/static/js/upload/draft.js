// The proposal on the portal: it is made as soon as there is something to keep.

import { post, read } from "./server.js";

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

  async save(words) {
    return post((await this.made()).urls.save, words, { keepalive: true });
  }

  async state() {
    return this.exists ? read(this.urls.state) : {};
  }
}
