// Remarks: added where the video is, without leaving the page. Without it, forms do the same.

import { clock } from "./clock.js";

export function startNotes(player, drawMarks) {
  const notes = document.getElementById("review-notes");
  const form = document.getElementById("review-note-form");
  if (!notes) return;

  notes.addEventListener("click", (event) => {
    const moment = event.target.closest("[data-seek]");
    if (!moment || !player) return;
    player.go(Number(moment.dataset.seek));
    player.video.scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("submit", async (event) => {
    const sent = event.target.closest("[data-note-form]");
    if (!sent) return;
    event.preventDefault();
    const body = new FormData(sent, event.submitter);
    const isNew = sent === form;
    try {
      const response = await fetch(sent.action, {
        method: "POST",
        body,
        headers: { "X-Requested-With": "fetch" },
      });
      if (!response.ok && response.status !== 422) throw new Error(response.statusText);
      notes.innerHTML = await response.text();
      drawMarks();
      if (isNew && response.ok) {
        form.elements.text.value = form.elements.moment.value = "";
        form.elements.text.blur();
        player?.video.focus();
      }
    } catch {
      sent.submit(); // the server then says what is wrong
    }
  });

  // A remark is on the moment when one begins to write it.
  form?.elements.text.addEventListener("focus", () => place(player, form));
}

/** Puts the player's moment in the form, unless one is there. */
function place(player, form) {
  const field = form.elements.moment;
  if (!player || field.value || !player.video.currentTime) return;
  player.video.pause();
  field.value = player.video.currentTime.toFixed(2);
  field.title = clock(player.video.currentTime);
}
