// The ways to give a video: choose it, drop it, film it with the telephone or the computer.

import { canFilm } from "./camera.js";
import { Recorder } from "./recorder.js";

const onTelephone = matchMedia("(pointer: coarse)").matches;

export function offerWays({ part, root }, { limit, choose }) {
  for (const input of [part.chooser, part.camera]) {
    const take = () => {
      if (input.files[0]) choose(input.files[0]);
      input.value = ""; // so that the same file can be chosen again
    };
    input.addEventListener("change", take);
    take(); // chosen before this script came, or given back by the browser after a reload
  }
  part.camera_way.hidden = !onTelephone;
  part.record.hidden = onTelephone || !canFilm;
  const toggle = (isFilming) => (part.choose.hidden = isFilming);
  new Recorder(part.recorder, { limit, opener: part.record, toggle, use: choose });
  part.other.addEventListener("click", () => {
    part.choose.hidden = false;
    part.other.hidden = true;
    part.chooser.focus();
  });
  acceptDrops(root, choose);
}

/** A file dropped beside the area must not replace the page, and what was typed with it. */
function acceptDrops(root, choose) {
  const brings = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    root.classList.toggle("upload--over", root.contains(event.target));
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) root.classList.remove("upload--over");
  });
  document.addEventListener("drop", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    root.classList.remove("upload--over");
    const [file] = event.dataTransfer.files;
    if (file && root.contains(event.target)) choose(file);
  });
}
