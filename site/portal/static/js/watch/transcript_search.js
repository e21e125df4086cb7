// Words found in a transcript: marked, counted, and shown one after the other.

/** Without accents nor capitals, letter for letter: positions stay those of the text. */
function plain(text) {
  const bare = (letter) => letter.normalize("NFD")[0].toLowerCase()[0];
  return [...text.replaceAll("’", "'")].map((one) => (one.length === 1 ? bare(one) : one)).join("");
}

export function searchIn(place, sentences, show) {
  const field = place.querySelector("input[type=search]");
  const status = place.querySelector("[role=status]");
  const next = place.querySelector("[data-next]");
  const texts = sentences.map((sentence) => sentence.lastElementChild);
  const originals = texts.map((text) => text.textContent);
  let found = [];
  let at = -1;

  function search() {
    const words = plain(field.value.trim());
    found = [];
    at = -1;
    texts.forEach((text, number) => {
      text.textContent = originals[number];
      if (words.length > 1) mark(text, originals[number], words);
    });
    found = [...place.querySelectorAll("mark")];
    next.disabled = !found.length;
    if (words.length < 2) status.textContent = "";
    else if (!found.length) status.textContent = status.dataset.none;
    else step();
  }

  function mark(text, original, words) {
    const bare = plain(original);
    const pieces = [];
    let from = 0;
    for (let hit = bare.indexOf(words); hit >= 0; hit = bare.indexOf(words, from)) {
      const marked = document.createElement("mark");
      marked.textContent = original.slice(hit, hit + words.length);
      pieces.push(original.slice(from, hit), marked);
      from = hit + words.length;
    }
    if (pieces.length) text.replaceChildren(...pieces, original.slice(from));
  }

  function step() {
    if (!found.length) return;
    found[at]?.classList.remove("is-shown");
    at = (at + 1) % found.length;
    found[at].classList.add("is-shown");
    show(found[at].closest("li"));
    status.textContent = status.dataset.found.replace("{at}", at + 1).replace("{count}", found.length);
  }

  field.addEventListener("input", search);
  next.addEventListener("click", step);
  next.disabled = true;
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    step();
  });
}
