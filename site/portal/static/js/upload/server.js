// What the page asks of the portal, in JSON, and the three ways in which it may fail.

export class Unreachable extends Error {} // no network, or the portal is in trouble: try again
export class SignedOut extends Error {} // the session has ended: sign in again, elsewhere
export class Refusal extends Error {} // no use trying again: the message says why

const notice = document.querySelector("[data-signed-out]");
const tokenField = document.querySelector("[name=csrfmiddlewaretoken]");
const renewal = document.querySelector("[data-token-url]")?.dataset.tokenUrl;

export const token = () => tokenField?.value ?? "";

/** After an answer: shows the way to sign in again in another tab, or hides it. */
export function noteSession(status) {
  if (notice) notice.hidden = status !== 401;
  if (status === 403) renewToken().catch(() => {});
}

/** Signing in changes the token, of this page's form too: ask for the one in force. */
async function renewToken() {
  const answer = await ask(renewal);
  tokenField.value = answer.token;
}

export async function read(url) {
  return ask(url);
}

/** Asks the tus server about an upload, which is enough for it to try again what it could not. */
export function nudge(url) {
  const headers = { "Tus-Resumable": "1.0.0" };
  return fetch(url, { method: "HEAD", headers }).catch(() => {});
}

/** Posts a form. With `keepalive`, it still leaves when the page is closed. */
export async function post(url, body = new FormData(), options = {}) {
  body.delete("csrfmiddlewaretoken"); // the header says it, and is renewed
  const posted = { method: "POST", body, ...options };
  try {
    return await ask(url, posted);
  } catch (problem) {
    if (!(problem instanceof Refusal) || problem.status !== 403) throw problem;
    await renewToken();
    return ask(url, posted);
  }
}

/** Reads a page of the portal, or posts a form to it; returns { page, url, status }. */
export async function visit(url, body, isRenewed = false) {
  body?.delete("csrfmiddlewaretoken");
  const headers = { "X-CSRFToken": token() };
  let answer;
  try {
    answer = await fetch(url, body ? { method: "POST", body, headers } : {});
  } catch {
    throw new Unreachable();
  }
  if (answer.status === 403 && body && !isRenewed) {
    await renewToken();
    return visit(url, body, true);
  }
  if (answer.status >= 500) throw new Unreachable();
  const signedOut = answer.redirected && samePath(answer.url, notice.querySelector("a").href);
  noteSession(signedOut ? 401 : 200);
  if (signedOut) throw new SignedOut();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { page, url: answer.url, status: answer.status };
}

const samePath = (...urls) => new Set(urls.map((url) => new URL(url).pathname)).size === 1;

async function ask(url, options = {}) {
  let answer;
  try {
    answer = await fetch(url, {
      ...options,
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      redirect: "error",
    });
  } catch {
    throw new Unreachable();
  }
  if (answer.status !== 403) noteSession(answer.status);
  if (answer.status === 401) throw new SignedOut();
  if (answer.status >= 500) throw new Unreachable();
  const text = await answer.text();
  if (!answer.ok) throw Object.assign(new Refusal(text), { status: answer.status });
  return answer.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : text;
}

export const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
