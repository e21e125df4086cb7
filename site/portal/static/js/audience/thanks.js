// « Thanks », « I tried it », favourite and follow in the video's page. Without it, a link leads to their own page.

const place = document.querySelector("[data-audience-url]");
const HEADERS = { "X-Requested-With": "fetch" };

if (place) load().catch(() => {});

async function load() {
  const response = await fetch(place.dataset.audienceUrl, { headers: HEADERS });
  if (response.ok) show(await response.text());
}

function show(html) {
  place.querySelector("[data-audience]").innerHTML = html;
}

place?.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target, event.submitter).catch(() => event.target.submit());
});

async function send(form, button) {
  const body = new FormData(form, button);
  const response = await fetch(form.action, { method: "POST", headers: HEADERS, body });
  if (response.redirected) return location.assign(response.url); // signed out meanwhile
  if (response.status >= 500) throw new Error(response.statusText);
  const focus = button?.dataset.focus ?? form.dataset.then;
  show(await response.text());
  place.querySelector(`[data-focus="${focus}"]`)?.focus();
}
