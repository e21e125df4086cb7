// « Send my video »: first what is to correct, then the rest of the file, then everything leaves.

import { pause, Unreachable, visit } from "./server.js";
import { say } from "./sentences.js";

export class Submitting {
  constructor(form, { upload, status, show, leave }) {
    Object.assign(this, { form, upload, status, show, leave });
  }

  async send() {
    if (!(await this.#isComplete())) return;
    const waiting = setInterval(() => this.#tell(), 500);
    this.#tell();
    await this.upload.over();
    clearInterval(waiting);
    await this.leave();
    this.form.append(hidden("go", "send"));
    HTMLFormElement.prototype.submit.call(this.form); // a field may be called « submit »
  }

  /** The page is not left to be told what is missing: the video goes on its way meanwhile. */
  async #isComplete() {
    for (;;) {
      try {
        const facts = new FormData(this.form);
        facts.set("go", "check"); // of all but the file, which may still be on its way
        const answer = await visit(this.form.action, facts);
        if (answer.status === 204) return true;
        this.status.textContent = "";
        this.show(answer);
        return false;
      } catch (problem) {
        if (!(problem instanceof Unreachable)) throw problem;
        this.status.textContent = say("send_when_back");
        await pause(3);
      }
    }
  }

  #tell() {
    if (!this.upload.isRunning) return;
    const text = say("send_when_sent", { percent: this.upload.telling.percent });
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}

function hidden(name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  return field;
}
