// What stopped a piece of a file, and so what to do: go on, wait, sign in again, or give up.

import { Refusal, SignedOut } from "./server.js";

// Worth another try, beside the portal's own faults: a token out of date, an upload that is gone
// or a little further than thought, a portal that is busy, a piece damaged on its way.
const PASSING = new Set([403, 404, 408, 410, 423, 429, 460]);

/** Returns { kind, status, reason }: kind is waiting, signed_out, overtaken or refused. */
export function understand(problem) {
  const response = problem.originalResponse;
  const status = response?.getStatus() || problem.status || 0;
  const reason = response?.getBody() || problem.message;
  const kind = kindOf(problem, status, response?.getHeader("Upload-Offset"));
  return { kind, status, reason };
}

function kindOf(problem, status, offset) {
  if (problem instanceof SignedOut || status === 401) return "signed_out";
  if (problem instanceof Refusal) return "refused";
  if (status === 409) return offset ? "overtaken" : "refused";
  if (status === 0 || status >= 500 || PASSING.has(status)) return "waiting";
  return "refused";
}
