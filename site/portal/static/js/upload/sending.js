// Sends a file in pieces (tus), through pauses, lost networks and ended sessions.

import { openClient } from "./client.js";
import { renewToken, signedOut } from "./server.js";
import { understand } from "./setbacks.js";

const RETRIES = [1, 2, 4, 8, 15, 30]; // seconds; the last one again and again
const SILENCE = 30; // seconds without a byte leaving: the network is dead, though nobody said so

export class Sending {
  state = "";
  #turn = null; // one start; what an earlier one still has to say is ignored
  #url = null;
  #client = null;
  #timer = null;
  #failures = 0;
  #sent = 0;

  /** `tell(state, detail)`: sending, paused, waiting, signed_out, replaced, refused or done. */
  constructor({ file, fingerprint, draft, tell }) {
    Object.assign(this, { file, fingerprint, draft, tell });
    addEventListener("online", () => this.state === "waiting" && this.start());
    addEventListener("offline", () => this.isRunning && this.#later("waiting", RETRIES[0]));
  }

  get isRunning() {
    return ["starting", "sending", "waiting", "signed_out"].includes(this.state);
  }

  async start() {
    this.#halt();
    const turn = (this.#turn = {});
    if (this.state !== "waiting") this.#become("starting"); // not to flicker at each new try
    try {
      await this.draft.made();
      const { upload } = await this.draft.state();
      if (turn !== this.#turn) return;
      const ours = upload?.fingerprint === this.fingerprint && upload?.length === this.file.size;
      if (upload && !ours && this.#url) return this.#stop("replaced"); // in another tab
      if (ours) this.#url = upload.url;
      this.#open(turn);
    } catch (problem) {
      if (turn === this.#turn) this.#failed(problem);
    }
  }

  pause() {
    this.#stop("paused");
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
      onSuccess: now(() => this.#stop("done")),
    });
    this.#listen();
    this.#client.start();
  }

  #progress(sent, total) {
    if (sent > this.#sent) this.#failures = 0;
    this.#sent = sent;
    this.#listen();
    this.#become("sending", { sent, total });
  }

  #failed(problem) {
    const { kind, status, reason } = understand(problem);
    if (kind === "refused") return this.#stop("refused", reason);
    if (kind === "overtaken") return this.#later("sending", 0.2 + Math.random());
    if ([401, 403].includes(status)) renewToken().catch(() => {});
    signedOut(kind === "signed_out");
    this.#later(kind, RETRIES[Math.min(this.#failures++, RETRIES.length - 1)]);
  }

  #later(state, seconds) {
    this.#stop(state);
    this.#timer = setTimeout(() => this.start(), seconds * 1000);
  }

  #listen() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#later("waiting", RETRIES[0]), SILENCE * 1000);
  }

  #stop(state, detail) {
    this.#halt();
    this.#become(state, detail);
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
