// Keeps the ticks at once. Without it, they are kept with the decision.

export function startChecklist(screen) {
  const form = document.getElementById("review-decision");
  const checks = document.getElementById("review-checks");
  const said = document.getElementById("review-saved");
  if (!checks) return;
  let last = Promise.resolve();

  checks.addEventListener("change", () => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("task_state", screen.dataset.taskState);
    for (const box of checks.querySelectorAll(":checked")) body.append(box.name, box.value);
    // One after the other: the last tick must be the last one kept.
    last = last.then(() => keep(body)).then((ok) => {
      said.textContent = ok ? said.dataset.saved : said.dataset.failed;
    });
  });

  async function keep(body) {
    try {
      return (await fetch(screen.dataset.tick, { method: "POST", body })).ok;
    } catch {
      return false;
    }
  }
}
