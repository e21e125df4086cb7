// What the page asks of the portal, in JSON, and the three ways in which it may fail.

export class Unreachable extends Error {} // no network, or the portal is in trouble: try again
export class SignedOut extends Error {} // the session has ended: sign in again, elsewhere
export class Refusal extends Error {} // no use trying again: the message says why

const notice = document.querySelector("[data-signed-out]");
const tokenField = document.querySelector("[name=csrfmiddlewaretoken]");
const renewal = document.querySelector("[data-token-url]")?.dataset.tokenUrl;

export const token = () => tokenField?.value ?? "";

/** Shows or hides the way to sign in again, in another tab. */
export function signedOut(ended) {
  if (notice) notice.hidden = !ended;
}

/** Signing in changes the token, of this page's form too: ask for the one in force. */
export async function renewToken() {
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
  const posted = { method: "POST", body, ...options };
  try {
    return await ask(url, posted);
  } catch (problem) {
    if (!(problem instanceof Refusal) || problem.status !== 403) throw problem;
    await renewToken();
    return ask(url, posted);
  }
}

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
  signedOut(answer.status === 401);
  if (answer.status === 401) throw new SignedOut();
  if (answer.status >= 500) throw new Unreachable();
  const text = await answer.text();
  if (!answer.ok) throw Object.assign(new Refusal(text), { status: answer.status });
  return answer.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : text;
}

export const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
