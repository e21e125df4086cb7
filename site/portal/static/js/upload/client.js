// The tus client, set for our server.

import "../../vendor/tus/tus.min.js"; // a script of before modules: it makes `globalThis.tus`
import { token } from "./server.js";

const PIECE = 4 * 1024 * 1024; // bytes

export function openClient(file, { fingerprint, ...options }) {
  return new globalThis.tus.Upload(file, {
    ...options,
    chunkSize: PIECE,
    metadata: { filename: file.name, fingerprint },
    onBeforeRequest: (request) => request.setHeader("X-CSRFToken", token()),
    retryDelays: null, // sending.js decides when to try again
    storeFingerprintForResuming: false, // the portal knows what it has received, on any device
  });
}
