// « My videos »: those being prepared show how far they are, and then what became of them.

import { follow } from "./preparation.js";
import { read } from "./server.js";

for (const card of document.querySelectorAll("[data-state-url]")) {
  const before = card.dataset.stage;
  follow(
    () => read(card.dataset.stateUrl),
    ({ state, media }) => {
      if (state !== before || !media || media.settled) return replace(card);
      const bar = card.querySelector("progress");
      if (bar && media.percent) bar.value = media.percent;
      card.querySelector("[data-preparation]").textContent = media.sentence;
      return false;
    },
  );
}

/** Draws one video again, as the portal now describes it. */
async function replace(card) {
  const page = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").getElementById(card.id);
  if (fresh && !card.contains(document.activeElement)) card.replaceChildren(...fresh.childNodes);
  return true;
}
