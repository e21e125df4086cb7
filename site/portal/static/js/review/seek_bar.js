// The moments of the video: a bar with the remarks as marks, and its picture under the pointer.

import { clock } from "./clock.js";

const REGION = /#xywh=(\d+),(\d+),(\d+),(\d+)$/;

/** Returns a function that draws the marks again from the list of remarks. */
export function startSeekBar(player) {
  const bar = document.getElementById("review-seek");
  if (!player || !bar) return () => {};
  const range = document.getElementById("review-seek-bar");
  const marks = document.getElementById("review-marks");
  const length = () => player.video.duration || Number(bar.dataset.duration) || 0;

  bar.hidden = false;
  player.video.addEventListener("loadedmetadata", () => {
    range.max = String(length());
    draw();
  });
  player.video.addEventListener("timeupdate", () => {
    if (document.activeElement !== range || player.video.paused) show();
  });
  range.addEventListener("input", () => player.go(Number(range.value)));
  marks.addEventListener("click", (event) => {
    const mark = event.target.closest("button");
    if (mark) player.go(Number(mark.dataset.seek));
  });
  showPictures(bar, range, length);

  function show() {
    range.value = String(player.video.currentTime);
    range.setAttribute("aria-valuetext", clock(player.video.currentTime));
  }

  function draw() {
    const notes = document.querySelectorAll("#review-notes [data-moment]");
    marks.replaceChildren(
      ...[...notes].map((note) => {
        const mark = document.createElement("button");
        mark.type = "button";
        mark.dataset.seek = note.dataset.moment;
        mark.className = note.classList.contains("review-note--private") ? "is-private" : "";
        mark.title = `${clock(Number(note.dataset.moment))} · ${note.dataset.words}`;
        mark.setAttribute("aria-label", mark.title);
        mark.style.insetInlineStart = `${(100 * note.dataset.moment) / (length() || 1)}%`;
        return mark;
      }),
    );
  }
  draw();
  return draw;
}

/** The tile of the storyboard that a moment falls on, from the WebVTT track of the page. */
function showPictures(bar, range, length) {
  const track = document.getElementById("review-storyboard")?.track;
  const picture = document.getElementById("review-seek-picture");
  if (!track) return;
  track.mode = "hidden"; // loaded, never drawn by the browser
  range.addEventListener("pointermove", (event) => {
    const box = range.getBoundingClientRect();
    const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    const moment = share * length();
    const cue = [...(track.cues ?? [])].find(
      (each) => each.startTime <= moment && moment < each.endTime,
    );
    const region = cue && REGION.exec(cue.text);
    picture.hidden = !region;
    if (!region) return;
    const [, x, y, width, height] = region;
    picture.dataset.clock = clock(moment);
    picture.style.width = `${width}px`;
    picture.style.height = `${height}px`;
    picture.style.backgroundImage = `url("${cue.text.replace(REGION, "")}")`;
    picture.style.backgroundPosition = `-${x}px -${y}px`;
    const left = Math.min(Math.max(share * box.width - width / 2, 0), box.width - width);
    picture.style.insetInlineStart = `${left}px`;
  });
  range.addEventListener("pointerleave", () => (picture.hidden = true));
}
