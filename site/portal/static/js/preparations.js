// Keeps the list of preparations up to date while the worker is busy. Without it, reload the page.

const PAUSE = 4000; // milliseconds
const results = document.getElementById("listing-results");

async function refresh() {
  if (!results?.querySelector("[data-under-way]") || document.hidden) return;
  if (results.contains(document.activeElement)) return; // somebody is in the list
  const response = await fetch(location.href, { credentials: "same-origin" });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.getElementById("listing-results");
  if (fresh) results.replaceChildren(...fresh.childNodes);
}

setInterval(() => refresh().catch(() => {}), PAUSE);
