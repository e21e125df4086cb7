// The keys of the editor. None is a letter, alone or with Alt: they type signs, open menus, or
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

/** Calls `act(name, figure)` for the keys pressed inside an element. */
export function listen(element, act) {
  element.addEventListener("keydown", (event) => {
    const [name, figure] = KEYS[pressed(event)] ?? [];
    if (!name || event.isComposing || !belongsTo(event.target, name)) return;
    event.preventDefault();
    act(name, figure);
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
