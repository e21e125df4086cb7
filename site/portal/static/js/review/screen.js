// The review screen: its parts, each optional to the page.

import { startKeyboard } from "./keyboard.js";
import { startChecklist } from "./checklist.js";
import { startNotes } from "./notes.js";
import { startPlayer } from "./player.js";
import { startPresence } from "./presence.js";
import { startSeekBar } from "./seek_bar.js";

const screen = document.getElementById("review");

if (screen) {
  const player = startPlayer();
  const drawMarks = startSeekBar(player);
  startNotes(player, drawMarks);
  startChecklist(screen);
  startPresence(screen);
  startKeyboard(player);
  // What must be read first: what went wrong, or the message about to leave.
  const first = ["review-problems", "review-message"].map((id) => document.getElementById(id));
  first.find(Boolean)?.focus();
}
