// Follows what becomes of a video that has arrived: checked, prepared, ready, refused.

import { Refusal, pause } from "./server.js";

const FIRST = 1; // seconds between two questions, more and more patiently
const LAST = 10;

/** Asks until `show` says that there is nothing more to wait for. */
export async function follow(ask, show) {
  for (let wait = FIRST; ; wait = Math.min(wait * 1.3, LAST)) {
    try {
      if (show(await ask())) return;
    } catch (problem) {
      if (problem instanceof Refusal) return; // deleted meanwhile
    }
    await pause(wait);
  }
}
