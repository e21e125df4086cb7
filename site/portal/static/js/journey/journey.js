// From one step of a proposal to another without leaving the page: a video on its way goes on.

import { SignedOut, visit } from "../upload/server.js";
import { say } from "../upload/sentences.js";

const PARTS = ["step-head", "step-body"];

export class Journey {
  #busy = false;

  constructor(form, { draft, autosave, status, leave, documents, submitting }) {
    Object.assign(this, { form, draft, autosave, status, leave, documents, submitting });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#once(event.submitter, () => this.#answer(event.submitter));
    });
    form.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-step-link]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#once(link, () => this.#read(link.href, { isNew: true }));
    });
    addEventListener("popstate", () => this.#once(null, () => this.#read(location.href, {})));
    this.#announce();
  }

  /** One thing at a time: a second click waits for nothing and does nothing. */
  async #once(control, act) {
    if (this.#busy) return;
    this.#busy = true;
    control?.setAttribute("aria-disabled", "true");
    this.status.textContent = "";
    try {
      await act();
    } catch (problem) {
      this.status.textContent = say(problem instanceof SignedOut ? "signed_out" : "not_gone");
    } finally {
      this.#busy = false;
      control?.removeAttribute("aria-disabled");
    }
  }

  async #answer(submitter) {
    if (submitter?.value === "send") return this.submitting.send();
    if (submitter && "document" in submitter.dataset) return this.documents.send(submitter.value);
    await this.draft.made();
    await this.autosave.save();
    const typed = new FormData(this.form);
    typed.set("go", submitter?.value ?? "");
    const answer = await visit(this.form.action, typed);
    if (this.autosave.dirty) await this.autosave.save(); // typed since
    else if (answer.status === 200) this.autosave.forget();
    this.show(answer, { isNew: answer.status === 200 });
  }

  async #read(url, { isNew }) {
    await this.autosave.save();
    this.show(await visit(url), { isNew, url });
  }

  /** Shows a step that the portal has answered with, in place of this one. */
  show({ page, url }, { isNew = false, url: asked = url } = {}) {
    const next = page.querySelector("form[data-proposal]");
    if (!next) return this.leave().then(() => location.assign(url)); // it is elsewhere now
    for (const id of PARTS) document.getElementById(id).replaceWith(page.getElementById(id));
    this.form.action = next.getAttribute("action");
    this.form.dataset.step = next.dataset.step;
    document.title = page.title;
    if (isNew && asked !== location.href) history.pushState(null, "", asked);
    this.autosave.recover();
    this.dress();
    this.#announce();
    this.#focus(new URL(asked, location.href).hash);
  }

  #focus(hash) {
    const wrong = this.form.querySelector("#step-body [role=alert], #lacking");
    const asked = hash && document.getElementById(hash.slice(1));
    (asked || wrong || document.getElementById("step-title")).focus();
  }

  /** For the scripts of one step: those that its own part of the page brings, then the event. */
  async #announce() {
    const scripts = document.querySelectorAll("#step-body script[type=module][src]");
    await Promise.all([...scripts].map((script) => import(script.src)));
    this.form.dispatchEvent(new CustomEvent("step:shown", { bubbles: true }));
  }
}
