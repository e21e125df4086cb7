// The area of the video on the page: which of its parts are shown, what they say, what is spoken.

export class Area {
  /** Each element that a script speaks of carries its name: data-part="bar". */
  constructor(root) {
    this.root = root;
    this.part = {};
    for (const element of root.querySelectorAll("[data-part]")) {
      this.part[element.dataset.part] = element;
    }
    root.hidden = false;
  }

  on(name, act) {
    this.part[name].addEventListener("click", act);
  }

  /** What cannot be sent, and why: the chooser stays, so that another file may be chosen. */
  refuse(sentence) {
    this.part.refusal.textContent = sentence;
    this.chooser(true);
  }

  checking(sentence) {
    this.part.refusal.textContent = "";
    this.part.checking.textContent = sentence;
  }

  checked() {
    this.part.checking.textContent = "";
  }

  /** Another upload waits for its file. */
  invite(sentence) {
    this.part.left.textContent = sentence;
    this.part.left.hidden = !sentence;
  }

  /** The chooser gives way to the file, and hands the focus over. */
  chooser(shown) {
    const focused = this.part.choose.contains(document.activeElement);
    this.part.choose.hidden = !shown;
    if (focused && !shown) this.part.file.focus();
    this.part.other.hidden = shown || this.part.file.hidden;
    if (!shown) this.part.refusal.textContent = "";
  }

  file({ name, facts = [], advice = [] }) {
    this.part.file.hidden = false;
    this.part.name.textContent = name;
    this.part.facts.textContent = facts.join(" · ");
    this.advise(advice);
  }

  advise(advice) {
    const items = advice.map((sentence) => {
      const item = document.createElement("li");
      item.textContent = sentence;
      return item;
    });
    this.part.advice.replaceChildren(...items);
  }

  noFile() {
    this.part.file.hidden = true;
    this.chooser(true);
  }

  /** `percent` null: something is going on, nobody knows how far. Below 0: nothing to show. */
  progress({ state, text, figures = "", percent = -1, acts = [] }) {
    this.root.dataset.stage = state;
    const { bar, status } = this.part;
    if (status.textContent !== text) status.textContent = text;
    this.part.figures.textContent = figures;
    bar.hidden = percent !== null && percent < 0;
    if (percent === null) bar.removeAttribute("value");
    else bar.value = Math.max(0, percent);
    this.#offer(acts);
  }

  /** The button that has the focus hands it over when it goes. */
  #offer(acts) {
    const { pause, resume, other } = this.part;
    const focused = [pause, resume].find((button) => button === document.activeElement);
    pause.hidden = !acts.includes("pause");
    resume.hidden = !acts.includes("resume");
    if (focused?.hidden) [pause, resume, other].find((button) => !button.hidden)?.focus();
  }

  /** Says it to those who listen; the same sentence is not said twice. */
  speak(text) {
    if (this.part.live.textContent !== text) this.part.live.textContent = text;
  }
}
