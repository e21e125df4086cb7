// The keys of the review. Never while somebody types, and they may be switched off (WCAG 2.1.4).

const STORED = "review-shortcuts";
const OWN_KEYS = "input, textarea, select, [contenteditable], [role=textbox]";
const PRESSED = "a, button, summary, video"; // space and arrows are theirs

export function startKeyboard(player) {
  const dialog = document.getElementById("review-shortcuts");
  const help = document.getElementById("review-help");
  const on = document.getElementById("review-shortcuts-on");
  on.checked = localStorage.getItem(STORED) !== "off";
  on.addEventListener("change", () => localStorage.setItem(STORED, on.checked ? "on" : "off"));
  help.hidden = false;
  help.addEventListener("click", () => dialog.showModal());

  const play = (name) => player && player.actions[name]();
  const keys = {
    " ": () => play("play"),
    ArrowLeft: () => play("back"),
    ArrowRight: () => play("forward"),
    ",": () => play("frame-back"),
    ".": () => play("frame-forward"),
    "-": () => play("slower"),
    "+": () => play("faster"),
    n: () => focusOn("note-text"),
    p: () => unfold("review-publish", "#review-publish-now"),
    m: () => unfold("review-reject", "input, textarea"),
    r: () => unfold("review-decline", "input, textarea"),
    t: () => click("review-take"),
    e: () => click("review-correct"),
    j: () => click("review-next"),
    k: () => click("review-previous"),
    "?": () => dialog.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (!on.checked || dialog.open) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target;
    const isBox = target.matches("[type=checkbox], [type=radio]");
    if (target.closest(OWN_KEYS) && !(isBox && event.key.length === 1 && event.key !== " ")) return;
    if (target.closest(PRESSED) && (event.key === " " || event.key.startsWith("Arrow"))) return;
    const act = /^[1-9]$/.test(event.key) ? () => tick(Number(event.key)) : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function focusOn(id) {
  document.getElementById(id)?.focus();
}

function click(id) {
  document.getElementById(id)?.click();
}

/** Opens a part of the decision and goes to where one types or decides. */
function unfold(id, inside) {
  const section = document.getElementById(id);
  if (!section) return;
  section.open = true;
  section.querySelector(inside)?.focus();
}

function tick(number) {
  const box = document.querySelectorAll("#review-checks input")[number - 1];
  box?.click();
}
