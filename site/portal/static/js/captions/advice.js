// What makes captions easy to read: as `videos/captions/advice.py`, which gives the thresholds.

/** Returns the advice on one cue, as [code, figures]. `previous` and `duration` may be unknown. */
export function adviceOn(cue, previous, duration, limits) {
  return [...onItsPlace(cue, previous, duration, limits), ...(cue.text ? onItsWords(cue, limits) : [["empty", {}]])];
}

function* onItsPlace(cue, previous, duration, limits) {
  const gap = previous ? between(previous.end, cue.start) : 0;
  if (gap < 0) yield ["overlap", {}];
  else if (gap > 1000 * limits.frames && gap < 1000 * limits.flicker) yield ["flicker", {}];
  if (!duration) return;
  if (cue.start >= duration) yield ["after_end", {}];
  else if (cue.end > duration + limits.beyond) yield ["past_end", {}];
}

function* onItsWords(cue, limits) {
  const lasting = between(cue.start, cue.end);
  if (lasting < 1000 * limits.shortest) yield ["short", {}];
  else if (lasting > 1000 * limits.longest) yield ["long", {}];
  const speed = (length(cue.text) * 1000) / Math.max(lasting, 1);
  if (speed > limits.fastest) yield ["too_fast", { speed: Math.floor(speed + 0.5) }];
  else if (speed > limits.comfortable) yield ["fast", { speed: Math.floor(speed + 0.5) }];
  const lines = cue.text.split("\n");
  if (lines.length > limits.lines) yield ["many_lines", { lines: lines.length }];
  const longest = Math.max(...lines.map(length));
  if (longest > limits.line) yield ["long_line", { length: longest }];
  const capitals = cue.text.match(/\p{Uppercase}/gu) ?? [];
  if (capitals.length >= limits.shout && !/\p{Lowercase}/u.test(cue.text)) yield ["capitals", {}];
}

/** In signs, as Python counts them. */
const length = (text) => [...text].length;

/** Milliseconds: whole numbers, which both languages compare alike. */
const between = (start, end) => Math.round(end * 1000) - Math.round(start * 1000);
