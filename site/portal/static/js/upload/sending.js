// Sends a file in pieces (tus), through pauses, lost networks and ended sessions.

import { openClient } from "./client.js";
import { isUploadOf } from "./fingerprint.js";
import { Patience } from "./patience.js";
import { understand } from "./setbacks.js";

const SILENCE = 30; // seconds without a byte leaving: the network is dead, though nobody said so

export class Sending {
  state = "";
  #turn = null; // one start; what an earlier one still has to say is ignored
  #url = null;
  #client = null;
  #timer = null;
  #patience = new Patience();

  /** `tell(state, detail)`: sending, paused, waiting, signed_out, replaced, refused or done. */
  constructor({ file, fingerprint, draft, tell }) {
    Object.assign(this, { file, fingerprint, draft, tell });
    addEventListener("online", () => this.state === "waiting" && this.start());
    addEventListener("offline", () => this.isRunning && this.#later("waiting"));
  }

  get isRunning() {
    return ["starting", "sending", "waiting", "signed_out"].includes(this.state);
  }

  async start() {
    this.#halt();
    const turn = (this.#turn = {});
    if (this.state !== "waiting") this.#become("starting"); // not to flicker at each new try
    try {
      const { upload } = await (await this.draft.made()).state();
      if (turn !== this.#turn) return;
      const isOurs = isUploadOf(upload, this.file, this.fingerprint);
      if (upload && !isOurs && this.#url) return this.pause("replaced"); // in another tab
      if (isOurs) this.#url = upload.url;
      this.#open(turn);
    } catch (problem) {
      if (turn === this.#turn) this.#failed(problem);
    }
  }

  pause(state = "paused", detail) {
    this.#halt();
    this.#become(state, detail);
  }

  #open(turn) {
    const now = (act) => (...said) => turn === this.#turn && act(...said);
    this.#client = openClient(this.file, {
      endpoint: this.draft.urls.upload,
      uploadUrl: this.#url,
      fingerprint: this.fingerprint,
      onUploadUrlAvailable: now(() => (this.#url = this.#client.url)),
      onProgress: now((sent, total) => this.#progress(sent, total)),
      onError: now((problem) => this.#failed(problem)),
      onSuccess: now(() => this.pause("done")),
    });
    this.#listen();
    this.#client.start();
  }

  #progress(sent, total) {
    this.#patience.reached(sent);
    this.#listen();
    this.#become("sending", { sent, total });
  }

  #failed(problem) {
    const { kind, reason } = understand(problem);
    if (kind === "refused") return this.pause(kind, reason);
    if (kind === "overtaken") return this.#later("sending", { seconds: Math.random() });
    this.#later(kind, { reason });
  }

  #later(state, { reason, seconds = this.#patience.next() } = {}) {
    this.pause(state, reason);
    this.#timer = setTimeout(() => this.start(), seconds * 1000);
  }

  #listen() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#later("waiting"), SILENCE * 1000);
  }

  #halt() {
    this.#turn = null;
    clearTimeout(this.#timer);
    this.#client?.abort();
  }

  #become(state, detail) {
    this.state = state;
    this.tell(state, detail);
  }
}
