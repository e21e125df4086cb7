// Offers to copy an address. Without it, the field can still be selected by hand.

for (const place of document.querySelectorAll("[data-copy]")) {
  const field = place.querySelector("input");
  const button = place.querySelector("button");
  const status = place.querySelector("[role=status]");
  const label = button.textContent;

  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue; // an address without https: nothing may be copied

  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = status.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, 3000);
  });
}
