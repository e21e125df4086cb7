// The documents that go with a video: sent as soon as they are chosen, without leaving the step.

import { visit } from "../upload/server.js";
import { say } from "../upload/sentences.js";

export class Documents {
  constructor(form) {
    this.form = form;
    form.addEventListener("change", ({ target }) => {
      if (target.name === "documents" && target.files.length) this.send("attach");
    });
  }

  get #said() {
    return this.form.querySelector("[data-documents-said]");
  }

  /** `go`: « attach » what is chosen, or « remove:mark ». Only their list is drawn again. */
  async send(go) {
    this.#said.textContent = say("document_sending");
    const typed = new FormData(this.form);
    typed.set("go", go);
    try {
      const { page } = await visit(this.form.action, typed);
      const fresh = page.getElementById("documents");
      if (!fresh) return location.reload(); // the team has it now: the portal says so
      document.getElementById("documents").replaceWith(fresh);
      this.form.elements.seen.value = page.querySelector("[name=seen]").value;
    } catch {
      this.#said.textContent = say("document_failed");
      return;
    }
    const wrong = document.querySelector("#documents .fr-error-text");
    if (!wrong) this.#said.textContent = say("document_done");
    document.getElementById(wrong ? "id_documents" : "documents").focus();
  }
}
