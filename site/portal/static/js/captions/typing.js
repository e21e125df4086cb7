// What is typed in the rows: words as they come, times once they are whole.

import { readTime } from "./words.js";

const TIMES = ["start", "end"];

export function followTyping(rows, { onWords, onTime, onJump }) {
  const { list } = rows;
  list.addEventListener("input", ({ target }) => {
    if (target.dataset.part === "words") onWords(rows.placeOf(target), target.value);
    else target.dataset.typing = "";
  });
  list.addEventListener("focusout", ({ target }) => delete target.dataset.typing);
  list.addEventListener("change", ({ target }) => {
    const { part } = target.dataset;
    if (!TIMES.includes(part)) return;
    delete target.dataset.typing;
    onTime({ index: rows.placeOf(target), end: part, moment: readTime(target.value) });
  });
  list.addEventListener("keydown", (event) => {
    // A form is sent by Enter in such a field: here it only ends the typing.
    const { key, target, ctrlKey, altKey } = event;
    if (key !== "Enter" || ctrlKey || altKey || !TIMES.includes(target.dataset.part)) return;
    event.preventDefault();
    target.dispatchEvent(new Event("change", { bubbles: true }));
  });
  list.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-part=jump]");
    if (button) onJump(rows.placeOf(button));
  });
}
