// « Send my video »: first what is to correct, then the rest of the file, then everything leaves.

import { pause, post, Refusal } from "./server.js";
import { say } from "./sentences.js";

export function submitWhenSent(form, { upload, telling, status, words, leave }) {
  const button = form.querySelector("[type=submit]");
  let busy = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    button.setAttribute("aria-disabled", "true");
    try {
      if (await isComplete()) await send();
    } finally {
      busy = false;
      button.removeAttribute("aria-disabled");
    }
  });

  /** The page is not left to be told what is missing: the video goes on its way meanwhile. */
  async function isComplete() {
    if (!words) return true;
    for (;;) {
      try {
        const facts = new FormData(form);
        facts.set("check", "1");
        await post(form.action || location.href, facts);
        return true;
      } catch (problem) {
        if (problem instanceof Refusal && problem.status === 422) return correct(problem.message);
        if (problem instanceof Refusal) return true; // the portal says why, on its own page
        status.textContent = say("send_when_back");
        await pause(3);
      }
    }
  }

  function correct(fields) {
    words.innerHTML = fields;
    words.querySelector("[role=alert]")?.focus();
    status.textContent = "";
    return false;
  }

  async function send() {
    const waiting = setInterval(tell, 500);
    tell();
    await upload.over();
    clearInterval(waiting);
    await leave();
    HTMLFormElement.prototype.submit.call(form); // a field may be called « submit »
  }

  function tell() {
    if (!upload.isRunning) return;
    const text = say("send_when_sent", { percent: telling.percent });
    if (status.textContent !== text) status.textContent = text;
  }
}
