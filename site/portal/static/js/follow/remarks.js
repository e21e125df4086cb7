// The remarks beside the player: a moment followed goes there, a tick stays where it is.
// Without it, a moment reloads the page with the video at that second, and a tick comes back to it.

const video = document.querySelector(".follow__screen video");
const said = document.querySelector("[data-said]");
const moments = [...document.querySelectorAll("a[data-moment]")];

function go(link) {
  video.pause();
  video.currentTime = Number(link.dataset.moment);
  said.textContent = said.dataset.sentence.replace("{moment}", link.lastChild.textContent.trim());
  for (const each of document.querySelectorAll(".remark--now")) each.classList.remove("remark--now");
  link.closest("[data-remark]").classList.add("remark--now");
}

for (const link of moments) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go(link);
  });
}

// The marks repeat the list for the eye and the pointer: screen readers have the list.
const bar = document.querySelector("[data-marks]");
const length = Number(bar?.dataset.duration);

if (length) {
  for (const link of moments) {
    const mark = document.createElement("span");
    mark.className = "marks__one";
    mark.style.insetInlineStart = `${Math.min(100, (100 * link.dataset.moment) / length)}%`;
    mark.title = link.lastChild.textContent.trim();
    mark.addEventListener("click", () => {
      go(link);
      link.focus();
    });
    bar.append(mark);
  }
}

document.addEventListener("submit", (event) => {
  const place = event.target.closest("[data-tick]");
  if (!place) return;
  event.preventDefault();
  tick(place, event.target).catch(() => event.target.submit());
});

async function tick(place, form) {
  const headers = { "X-Requested-With": "fetch" };
  const response = await fetch(form.action, { method: "POST", headers, body: new FormData(form) });
  if (!response.ok || response.redirected) throw new Error(response.statusText);
  place.innerHTML = await response.text();
  place.querySelector("button").focus();
  const done = document.querySelector("[data-done]");
  if (done) done.textContent = document.querySelectorAll('.remarks:not(.remarks--earlier) [aria-pressed="true"]').length;
}
