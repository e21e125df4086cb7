// The form of a contribution, in the page of a video. Without it, a link leads to a page of its own.

const section = document.querySelector("[data-contribute-url]");
const place = section?.querySelector("[data-contribute]");
const HEADERS = { "X-Requested-With": "fetch" };
const TYPED = ["text", "signature", "document"];

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
  const html = await response.text();
  if (response.ok || response.status === 422) {
    show(html);
    place.querySelector("[role=alert], [data-said]")?.focus();
  } else if (response.status === 401) {
    form.before(fragment(html)); // signed out meanwhile: the words stay, the way in is above them
    form.previousElementSibling?.querySelector("a")?.focus();
  } else {
    throw new Error(response.statusText);
  }
}

/** Puts another form in place; what was typed in the one before goes into it. */
function show(html) {
  const before = place.querySelector("form");
  const [text, signature, file] = TYPED.map((name) => before?.elements[name]);
  place.replaceChildren(fragment(html));
  const after = place.querySelector("form");
  if (!after) return; // it was sent
  const { text: words, signature: name, document: chosen } = after.elements;
  if (!words.value) words.value = text?.value ?? "";
  if (signature?.value) name.value = signature.value;
  if (file?.files.length && chosen) chosen.files = file.files;
}

function fragment(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  return made.content;
}
