// From one step of a proposal to another without leaving the page: a video on its way goes on.

import { SignedOut, visit } from "../upload/server.js";
import { say } from "../upload/sentences.js";

const PARTS = ["step-head", "step-body"];

export class Journey {
  #busy = false;
  #shown = 0;

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
      this.#once(link, () => this.#read(link.href, true));
    });
    addEventListener("popstate", () => this.#once(null, () => this.#read(location.href)));
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
      control?.focus();
    } finally {
      this.#busy = false;
      control?.removeAttribute("aria-disabled");
    }
  }

  async #answer(submitter) {
    if (submitter?.value === "send") return this.submitting.send();
    if (submitter && "document" in submitter.dataset) return this.documents.send(submitter.value);
    await this.draft.made();
    const answer = await this.#still(async () => {
      await this.autosave.save();
      const typed = new FormData(this.form);
      typed.set("go", submitter?.value ?? "");
      return visit(this.form.action, typed);
    });
    if (answer.status === 200) this.autosave.forget();
    this.show(answer, { isNew: answer.status === 200 });
  }

  async #read(url, isNew = false) {
    const answer = await this.#still(() => this.autosave.save().then(() => visit(url)));
    this.show(answer, { isNew, url });
  }

  /** What is typed in a step while another is on its way would be lost: nothing can be. */
  async #still(act) {
    const parts = PARTS.map((id) => document.getElementById(id));
    for (const part of parts) part.inert = true;
    return act().finally(() => parts.forEach((part) => (part.inert = false)));
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
    this.#runScripts();
    this.#focus(new URL(asked, location.href).hash);
  }

  #focus(hash) {
    const wrong = this.form.querySelector("#step-body [role=alert], #lacking");
    const asked = hash && document.getElementById(hash.slice(1));
    (asked || wrong || document.getElementById("step-title")).focus();
  }

  /** A step's own scripts run anew at each showing: a module is known by its address and mark. */
  async #runScripts() {
    this.#shown += 1;
    const scripts = document.querySelectorAll("#step-body script[type=module][src]");
    await Promise.all([...scripts].map(({ src }) => import(`${src}#${this.#shown}`)));
  }
}
