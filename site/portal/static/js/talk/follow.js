// The button that follows a theme or a contributor. Without it, a link leads to a page of its own.

const place = document.querySelector("[data-follow-url]");
const HEADERS = { "X-Requested-With": "fetch" };

if (place) load().catch(() => {});

async function load() {
  const response = await fetch(place.dataset.followUrl, { headers: HEADERS });
  if (response.ok) place.innerHTML = await response.text();
}

place?.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target).catch(() => event.target.submit());
});

async function send(form) {
  const body = new FormData(form);
  const response = await fetch(form.action, { method: "POST", headers: HEADERS, body });
  if (response.redirected) return location.assign(response.url); // signed out meanwhile
  if (response.status >= 500) throw new Error(response.statusText);
  place.innerHTML = await response.text();
  place.querySelector("button")?.focus();
}
