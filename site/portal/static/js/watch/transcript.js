// The transcript follows the sound, leads to the moment of a sentence, and is searched. Without it,
// its text is read, and its times open the video at their second.

import { searchIn } from "./transcript_search.js";

const video = document.querySelector(".watch__player video");
const place = document.querySelector("[data-transcript]");
if (video && place) accompany();

function accompany() {
  const box = place.querySelector("[data-box]");
  const sentences = [...box.children];
  const follow = place.querySelector("[data-follow]");
  place.querySelector("[data-tools]").hidden = false;
  box.classList.add("transcript__said--live");
  const links = sentences.map((sentence) => sentence.querySelector("a"));
  reach(links[0]);

  let current = null;
  video.addEventListener("timeupdate", () => {
    const now = video.currentTime + 0.05; // a seek may land just before
    const said = sentences.findLast((one) => one.dataset.start <= now) ?? null;
    if (said === current) return;
    current?.removeAttribute("aria-current");
    current = said;
    current?.setAttribute("aria-current", "true");
    if (current && follow.checked && !box.contains(document.activeElement)) show(current);
  });

  box.addEventListener("click", (event) => {
    const sentence = event.target.closest("li");
    if (!sentence || event.ctrlKey || event.metaKey || !getSelection().isCollapsed) return;
    event.preventDefault();
    video.currentTime = Number(sentence.dataset.start);
    video.play().catch(() => {});
  });

  // One stop for the Tab key, whatever the length of the text; arrows go from one to the next.
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = links.indexOf(document.activeElement) + step;
    const link = links[Math.min(Math.max(at, 0), links.length - 1)];
    reach(link);
    link.focus({ preventScroll: true });
    show(link.closest("li"));
  });

  function reach(chosen) {
    for (const link of links) link.tabIndex = link === chosen ? 0 : -1;
  }

  /** Scroll inside the box only: the page stays where its reader is. */
  function show(sentence) {
    const top = sentence.offsetTop - box.offsetTop - (box.clientHeight - sentence.clientHeight) / 2;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
  }

  searchIn(place, sentences, show);
}

// The chapters lead to their moment without loading the page again.
document.querySelector("[data-chapter-list]")?.addEventListener("click", (event) => {
  const chapter = event.target.closest("li[data-start]");
  if (!video || !chapter || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  video.currentTime = Number(chapter.dataset.start);
  video.play().catch(() => {});
});
