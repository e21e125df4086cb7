// The list of proposals by keyboard: j k move, Enter opens, t takes or releases, x ticks.
// `?` is Wagtail's own, and lists these keys too. Nothing happens while one types.

const rows = () => [...document.querySelectorAll("[data-proposal]")];
const entry = (row) => row.querySelector("[data-open]") ?? row;
const config = JSON.parse(document.getElementById("wagtail-config")?.textContent ?? "{}");

function currentRow() {
  return document.activeElement?.closest?.("[data-proposal]") ?? null;
}

function isTyping(target) {
  if (target.matches?.("input[type=checkbox], input[type=radio], button")) return false;
  return Boolean(target.closest?.("input, textarea, select, [contenteditable=true], dialog"));
}

function move(step) {
  const all = rows();
  const here = all.indexOf(currentRow());
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step;
  if (all[next]) focus(all[next]);
}

function focus(row) {
  entry(row).focus();
  row.scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  t: () => currentRow()?.querySelector("[data-take]")?.click(),
  x: () => currentRow()?.querySelector("[data-tick]")?.click(),
  Enter: () => currentRow()?.querySelector("[data-open]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (!Object.hasOwn(keys, event.key) || isTyping(event.target)) return;
  if (event.key === "Enter" && event.target !== currentRow()) return; // a link or a button has it
  if (document.querySelector(".w-dialog:not([aria-hidden])")) return; // a dialog is open
  event.preventDefault();
  keys[event.key]();
});

if (config.KEYBOARD_SHORTCUTS_ENABLED === false) for (const key of Object.keys(keys)) delete keys[key];
