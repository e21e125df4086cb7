// An address that opens a video at a moment: `?t=83`, `#t=83`, `#t=1m23s`, `#t=1:23`.

import { watchPosition, whenKnown } from "./memory.js";

const UNITS = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/;
const CLOCK = /^(?:(\d+):)?(\d+):(\d+)$/;

/** Seconds, or 0 when the text says nothing. */
export function secondOf(text) {
  const found = UNITS.exec(text) ?? CLOCK.exec(text);
  if (!found) return 0;
  const [hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + seconds;
}

function asked() {
  const typed = new URLSearchParams(location.hash.slice(1)).get("t");
  return secondOf(typed ?? new URLSearchParams(location.search).get("t") ?? "");
}

/** Go to the moment of the address, now and when its end changes. False when it has none. */
export function seekAsked(video) {
  addEventListener("hashchange", () => asked() && go(video));
  if (!asked()) return false;
  go(video);
  watchPosition(video);
  return true;
}

function go(video) {
  whenKnown(video, () => {
    const second = Math.min(asked(), video.duration || Infinity);
    if (Math.abs(video.currentTime - second) > 1) video.currentTime = second;
  });
}
