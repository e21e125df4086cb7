// A copy in the browser of what is typed, until the portal has it.

/** The copy is one person's, for one step: a shared computer shows it to nobody else. */
export function keptWords(form, draft) {
  const keyOf = (proposal) =>
    `entre-pairs:${form.dataset.member}:${proposal}:${form.dataset.step}`;
  const key = () => keyOf(draft.urls.save ?? "new");

  return {
    keep() {
      const words = [...new FormData(form)].filter(([name, value]) => isWord(name, value));
      storage((store) => store.setItem(key(), JSON.stringify(words)));
    },
    forget() {
      for (const kept of [key(), keyOf("new")]) storage((store) => store.removeItem(kept));
    },
    /** Puts back what the portal never received; tells whether there was something. */
    restore() {
      const words = JSON.parse(storage((store) => store.getItem(key())) ?? "null");
      if (!words) return false;
      const fields = [...form.elements].filter((field) => isWord(field.name));
      for (const field of fields) fill(field, words);
      return true;
    },
  };
}

// What is signed is signed again; a file cannot be kept.
const OTHERS = ["csrfmiddlewaretoken", "charter", "rights", "step", "seen", "go"];
const isWord = (name, value = "") =>
  name && typeof value === "string" && !OTHERS.includes(name);

function fill(field, words) {
  const values = words.filter(([name]) => name === field.name).map(([, value]) => value);
  if (field.type === "file") return;
  if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
  else if (values.length) field.value = values[0];
}

/** Storage may be full, or closed in a private window: the portal still receives the words. */
function storage(act) {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}
