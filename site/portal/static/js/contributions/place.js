// The form of a contribution, in the page of a video. Without it, a link leads to a page of its own.

const section = document.querySelector("[data-contribute-url]");
const place = section?.querySelector("[data-contribute]");
const HEADERS = { "X-Requested-With": "fetch" };

if (place) section.addEventListener("click", open);
place?.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target).catch(() => event.target.submit());
});

function open(event) {
  const link = event.target.closest(`a[href^="${section.dataset.contributeUrl}"]`);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  load(link).catch(() => location.assign(link.href));
}

async function load(link) {
  const response = await fetch(link.href, { headers: HEADERS });
  if (!response.ok) throw new Error(response.statusText);
  show(await response.text());
  // Under what it answers, so that one writes with those words in sight.
  (link.closest(".contribution") ?? section).append(place);
  (place.querySelector("textarea") ?? place.querySelector("a, p"))?.focus();
  place.scrollIntoView({ block: "nearest" });
}

async function send(form) {
  const button = form.querySelector("button[type=submit]");
  button.disabled = true; // a second tap would send nothing more
  const body = new FormData(form);
  const response = await fetch(form.action, { method: "POST", headers: HEADERS, body }).finally(
    () => (button.disabled = false),
  );
  if (response.redirected) return location.assign(response.url); // signed out meanwhile
  if (response.status >= 500) throw new Error(response.statusText);
  const file = form.querySelector("input[type=file]")?.files;
  show(await response.text());
  const again = place.querySelector("input[type=file]");
  if (again && file?.length) again.files = file; // a refusal loses nothing of what was chosen
  place.querySelector("[role=alert], [data-said]")?.focus();
}

function show(html) {
  place.innerHTML = html;
}
