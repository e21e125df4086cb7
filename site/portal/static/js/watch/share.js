// Sharing from this moment, by the device's own sheet, and a frame of another size. Without it,
// links and texts share the whole video.

import { clock } from "./memory.js";

const place = document.querySelector("[data-share]");
const video = document.querySelector(".watch__player video");
if (place) offer();

function offer() {
  const { address, title } = place.dataset;
  const moment = place.querySelector("[data-moment]");
  const box = moment.querySelector("input");
  const field = place.querySelector("[data-share-address]");
  const message = place.querySelector("[data-share-message]");
  const ways = [...place.querySelectorAll("a[data-way]:not([data-way=mastodon])")];
  const hrefs = ways.map((way) => way.href);

  const shared = () => {
    const second = Math.floor(video?.currentTime ?? 0);
    return box.checked && second ? `${address}?t=${second}` : address;
  };
  const write = () => {
    const link = shared();
    field.value = link;
    message.value = `${title} ${link}`;
    ways.forEach((way, number) => {
      way.href = hrefs[number].replace(encodeURIComponent(address), encodeURIComponent(link));
    });
  };
  if (video) {
    moment.hidden = false;
    const shown = moment.querySelector("[data-clock]");
    video.addEventListener("timeupdate", () => {
      shown.textContent = clock(video.currentTime);
      if (box.checked) write();
    });
    box.addEventListener("change", write);
  }

  const native = place.querySelector("[data-native]");
  if (navigator.share) {
    native.hidden = false;
    native.querySelector("button").addEventListener("click", () => {
      navigator.share({ title, url: shared() }).catch(() => {}); // closed without a choice
    });
  }
  offerSizes();
}

function offerSizes() {
  const size = place.querySelector("#embed-size");
  const code = place.querySelector("#share-embed");
  const original = code.value;
  for (const part of [size, place.querySelector("[for=embed-size]")]) part.hidden = false;
  size.addEventListener("change", () => {
    code.value = original.replace(/(width|height)="(\d+)"/g, (_all, side, pixels) => {
      return `${side}="${Math.round(pixels * size.value)}"`;
    });
  });
}
