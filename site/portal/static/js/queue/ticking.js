// Ticks all the rows at once, and says how many are ticked. Without it, tick them one by one.

const results = document.getElementById("listing-results");
const ticks = () => [...results.querySelectorAll("[data-tick]")];

function say() {
  const all = results.querySelector("[data-tick-all]");
  const count = ticks().filter((tick) => tick.checked).length;
  const output = results.querySelector("[data-ticked]");
  if (output) output.textContent = count ? String(count) : "";
  if (!all) return;
  all.hidden = false;
  all.checked = count > 0 && count === ticks().length;
  all.indeterminate = count > 0 && !all.checked;
  results.querySelectorAll(".proposals-bar button").forEach((button) => (button.disabled = !count));
}

results.addEventListener("change", ({ target }) => {
  if (target.matches("[data-tick-all]")) ticks().forEach((tick) => (tick.checked = target.checked));
  say();
});
new MutationObserver(say).observe(results, { childList: true }); // a search renews the rows
say();
