// The buttons and the keys of the editor. No key is a letter, alone or with Alt: they type signs, open menus, or
// belong to screen readers (NVDA: Insert, JAWS: Insert, VoiceOver: Ctrl+Option, Narrator: Caps).

const KEYS = {
  "Control+Space": ["play"],
  "Alt+ArrowLeft": ["seek", -1],
  "Alt+ArrowRight": ["seek", 1],
  "Alt+ArrowUp": ["step", -1],
  "Alt+ArrowDown": ["step", 1],
  "Control+Enter": ["add"],
  "Alt+Enter": ["split"],
  "Alt+Shift+Enter": ["merge"],
  "Alt+Shift+ArrowLeft": ["shift", -0.1],
  "Alt+Shift+ArrowRight": ["shift", 0.1],
  F8: ["start"],
  F9: ["end"],
  "Control+KeyZ": ["undo"],
  "Control+KeyY": ["redo"],
  "Control+Shift+KeyZ": ["redo"],
};

const REPEATED = ["seek", "step", "shift", "undo", "redo"]; // as long as the key is held

/** Calls `act(name, figure)` for the buttons and the keys pressed inside an element. */
export function listen(element, act) {
  element.addEventListener("click", ({ target }) => {
    const { do: name, by } = target.closest("[data-do]")?.dataset ?? {};
    if (name) act(name, Number(by));
  });
  let held = false; // the space of a shortcut: some browsers press the button when it is let go
  element.addEventListener("keydown", (event) => {
    const [name, figure] = KEYS[pressed(event)] ?? [];
    if (!name || event.isComposing || !belongsTo(event.target, name)) return;
    event.preventDefault();
    held = event.code === "Space";
    if (!event.repeat || REPEATED.includes(name)) act(name, figure);
  });
  element.addEventListener("keyup", (event) => {
    if (event.code !== "Space") return;
    if (held) event.preventDefault();
    held = false;
  });
}

function pressed(event) {
  const held = [];
  if (event.ctrlKey || event.metaKey) held.push("Control");
  if (event.altKey) held.push("Alt");
  if (event.shiftKey) held.push("Shift");
  // By the sign for Z and Y, which other keyboards put elsewhere; by the key for the others.
  const letter = /^[a-z]$/i.test(event.key) ? `Key${event.key.toUpperCase()}` : null;
  const key = letter ?? (event.code === "NumpadEnter" ? "Enter" : event.code || event.key);
  return [...held, key].join("+");
}

/** Fields outside the list of captions keep their own undo. */
const belongsTo = (target, name) =>
  !["undo", "redo"].includes(name) || !target.matches("textarea, input") || target.closest("li");
