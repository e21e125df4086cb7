// A video that is slow, or does not come: said in words, with what to do.

import { whenKnown } from "./memory.js";

const PATIENCE = 8000; // milliseconds

export function sayTroubles({ video, controller, say, words }) {
  const quality = controller.querySelector("select[name=quality]");
  let waiting = 0;
  let isSlow = false;

  const calm = () => {
    clearTimeout(waiting);
    if (isSlow) say("");
    isSlow = false;
  };
  video.addEventListener("waiting", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      isSlow = true;
      if (canLower(quality)) say(words.slow, words.lower, () => lower(quality));
      else say(words.slow);
    }, PATIENCE);
  });
  for (const event of ["playing", "pause", "ended"]) video.addEventListener(event, calm);

  const failed = () => {
    calm();
    const moment = video.currentTime;
    // One file cannot be read by this browser: no other try will change that.
    const isUnreadable = video.error?.code === MediaError.MEDIA_ERR_DECODE;
    say(isUnreadable ? words.unreadable : words.failed, words.retry, () => {
      video.load();
      whenKnown(video, () => (video.currentTime = moment));
      video.play().catch(() => {});
    });
  };
  video.addEventListener("error", failed);
  // When a browser has tried all the sources, only the last one tells.
  const last = video.querySelector("source:last-of-type");
  last?.addEventListener("error", () => video.hasAttribute("src") || failed());
}

/** Whether a smaller file is offered than the one that plays. */
function canLower(quality) {
  return quality && quality.selectedIndex !== 1;
}

function lower(quality) {
  quality.selectedIndex = quality.selectedIndex > 1 ? quality.selectedIndex - 1 : 1;
  quality.dispatchEvent(new Event("change"));
}
