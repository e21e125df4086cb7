// A caption file, or words without times, read by the portal: it knows encodings and cuts words.

const token = (form) => form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

/** Returns { captions } or { error }, in words. */
async function ask(url, body, form) {
  const headers = { Accept: "application/json", "X-CSRFToken": token(form) };
  try {
    const answer = await fetch(url, { method: "POST", body, headers, redirect: "error" });
    if (answer.ok || answer.status === 422) return await answer.json();
    if (answer.status < 500) return { error: (await answer.text()).slice(0, 200) };
  } catch {
    // said below
  }
  return {};
}

/** Calls `place(text)` with what was read; `tell(sentence, isWrong)` says how it went. */
export function importing(root, { url, say, tell, place }) {
  const [file, script] = ["captions_file", "script"].map((name) => root.querySelector(`[name=${name}]`));
  const button = root.querySelector("[data-spread]");
  const form = root.closest("form");

  async function read(name, value) {
    tell(say("reading"));
    const body = new FormData();
    body.append(name, value);
    const { captions, error } = await ask(url, body, form);
    if (!captions) return tell(error || say("unreachable"), true);
    place(captions);
    return true;
  }

  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    await read("captions_file", file.files[0]);
    file.value = ""; // read: it must not leave again with the form
  });

  // These words are a means: only the captions made of them are kept.
  script.removeAttribute("name");
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (await read("script", script.value)) script.value = "";
  });
}
