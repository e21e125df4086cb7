// Keywords proposed while one is typed: an editable combobox with a list (WAI-ARIA APG 1.2).

import { read } from "../upload/server.js";

const PAUSE = 200; // milliseconds without typing
const LIST = "keyword-suggestions";
const ROLES = { role: "combobox", "aria-autocomplete": "list", "aria-controls": LIST };

export function suggestKeywords(form) {
  const field = form.querySelector("[data-suggestions]");
  if (field && !field.hasAttribute("role")) new Suggestions(field, form);
}

class Suggestions {
  #timer = null;
  #asked = 0;
  #chosen = -1;

  constructor(field, form) {
    const list = document.createElement("ul");
    Object.assign(list, { id: LIST, className: "suggestions", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.querySelector("[data-keywords]").dataset.hint);
    field.after(list);
    Object.assign(this, { field, form, list });
    field.autocomplete = "off";
    for (const [name, value] of Object.entries(ROLES)) field.setAttribute(name, value);
    this.#show(false);
    field.addEventListener("input", () => this.#ask());
    field.addEventListener("click", () => this.#ask());
    field.addEventListener("blur", () => this.#close());
    field.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // to keep the focus
    list.addEventListener("click", ({ target }) => target.id && this.#take(target.textContent));
  }

  get #words() {
    return this.field.value.split(",").map((word) => word.trim());
  }

  #ask() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#load(), PAUSE);
  }

  async #load() {
    const turn = ++this.#asked;
    const theme = this.form.elements.theme?.value ?? "";
    const question = new URLSearchParams({ q: this.#words.at(-1), theme });
    const answer = await read(`${this.field.dataset.suggestions}?${question}`).catch(() => null);
    if (turn !== this.#asked || document.activeElement !== this.field) return;
    const words = (answer?.keywords ?? []).filter((word) => !this.#words.includes(word));
    this.#chosen = -1;
    this.list.replaceChildren(...words.map(option));
    this.#show(words.length > 0);
  }

  #show(shown) {
    this.list.hidden = !shown;
    this.field.setAttribute("aria-expanded", String(shown));
    this.field.removeAttribute("aria-activedescendant");
  }

  #close() {
    this.#asked++; // what is on its way is not wanted any more
    clearTimeout(this.#timer);
    this.#show(false);
  }

  #key(event) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") this.#close();
    else if (move) this.list.hidden ? this.#ask() : this.#move(move);
    else if (event.key === "Enter" && this.#chosen >= 0 && !this.list.hidden) {
      this.#take(this.list.children[this.#chosen].textContent);
    } else return;
    event.preventDefault();
  }

  #move(step) {
    const options = [...this.list.children];
    this.#chosen = (Math.max(this.#chosen, step < 0 ? 0 : -1) + step + options.length) % options.length;
    options.forEach((each, index) => each.setAttribute("aria-selected", index === this.#chosen));
    this.field.setAttribute("aria-activedescendant", options[this.#chosen].id);
  }

  #take(word) {
    this.field.value = [...this.#words.slice(0, -1), word].join(", ") + ", ";
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.#close();
  }
}

function option(word, index) {
  const item = document.createElement("li");
  Object.assign(item, { id: `keyword-${index}`, textContent: word });
  item.setAttribute("role", "option");
  return item;
}
