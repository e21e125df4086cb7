// Says that the screen is open, and shows who else has it, and what has changed since.

const PAUSE = 20_000; // milliseconds

export function startPresence(screen) {
  const place = document.getElementById("review-presence");
  const words = document.getElementById("review-presence-words").dataset;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;

  async function tell() {
    if (document.hidden) return;
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token);
    body.append("task_state", screen.dataset.taskState);
    body.append("revision", screen.dataset.revision);
    const response = await fetch(screen.dataset.presence, { method: "POST", body });
    if (!response.ok) return;
    const { others, taken_by: holder, changed } = await response.json();
    const said = [];
    if (changed) said.push(changed);
    if (holder) said.push(words.taken.replace("[name]", holder));
    if (others.length) {
      const names = others.join(", ");
      said.push((others.length > 1 ? words.many : words.one).replace("[names]", names));
    }
    const text = said.join(" ");
    if (place.textContent.trim() !== text) place.textContent = text; // said once by readers
    place.classList.toggle("is-urgent", Boolean(changed));
  }

  setInterval(() => tell().catch(() => {}), PAUSE);
}
