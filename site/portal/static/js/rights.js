// Hides the parts of the image rights that do not apply. Without it, each part says whom it is for.

for (const rights of document.querySelectorAll("[data-rights]")) {
  const answers = rights.querySelectorAll("[name=people_shown]");
  const parts = rights.querySelectorAll("[data-shown-for]");

  const show = () => {
    const chosen = [...answers].find((answer) => answer.checked)?.value ?? "";
    for (const part of parts) {
      part.hidden = !part.dataset.shownFor.split(" ").includes(chosen);
    }
  };

  rights.addEventListener("change", (event) => {
    if (event.target.name === "people_shown") show();
  });
  show();
}
