// Captions as WebVTT: read for the editor, and written as the portal writes them.

const CLOCK = "((?:\\d{1,2}:)?\\d{1,2}:\\d{1,2}[.,]\\d{1,3})";
const TIMES = new RegExp(`^\\s*${CLOCK}\\s*-->\\s*${CLOCK}(?!\\d)`);
const NOT_SPOKEN = /^(WEBVTT|NOTE\b|STYLE\b|REGION\b|\d+$)/;
const ENTITIES = { amp: "&", lt: "<", gt: ">", nbsp: "\u00a0", lrm: "\u200e", rlm: "\u200f" };
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Returns the cues { start, end, text }, in seconds and in order; null when some would be lost. */
export function parse(source) {
  const text = source.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const cues = [];
  for (const block of text.split(/\n[ \t]*(?:\n[ \t]*)+/)) {
    const lines = block.split("\n").filter((line) => line.trim());
    if (!lines.length) continue;
    const cue = block.includes("-->") ? readCue(lines) : undefined;
    if (cue) cues.push(cue);
    else if (cue === null || !NOT_SPOKEN.test(lines[0])) return null;
  }
  return inOrder(cues);
}

function readCue(lines) {
  const place = lines.findIndex((line) => line.includes("-->"));
  const times = TIMES.exec(lines[place]);
  const said = lines.slice(place + 1);
  if (!times || place > 1 || said.some((line) => line.includes("-->"))) return null;
  const [start, end] = times.slice(1).map(seconds);
  if (!(end > start)) return null;
  return { start, end, text: words(said.map(unescaped).join("\n")) };
}

/** 65.25 for “00:01:05.250”; NaN when it is no time. */
function seconds(clock) {
  const [whole, fraction] = clock.split(/[.,]/);
  const [s, m, h = 0] = whole.split(":").map(Number).reverse();
  if (m > 59 || s > 59) return NaN;
  return (h * 3600000 + m * 60000 + s * 1000 + Number(fraction.padEnd(3, "0"))) / 1000;
}

const unescaped = (line) =>
  line.replace(/<[^>]*>/g, "").replace(/&(\w+);/g, (mark, name) => ENTITIES[name] ?? mark);

/** Words as they are kept: no empty line, which would end the caption. */
export const words = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .join("\n");

export const escaped = (text) => text.replace(/[&<>]/g, (sign) => ESCAPED[sign]);

export const inOrder = (cues) =>
  [...cues].sort((one, other) => one.start - other.start || one.end - other.end);

/** Writes the cues that have words; an empty text when none has. */
export function serialise(cues) {
  const said = inOrder(cues)
    .map((cue) => ({ ...cue, text: words(cue.text) }))
    .filter((cue) => cue.text);
  if (!said.length) return "";
  const blocks = said.map(
    (cue) => `${clock(cue.start)} --> ${clock(cue.end)}\n${escaped(cue.text)}\n`,
  );
  return ["WEBVTT\n", ...blocks].join("\n");
}

function clock(time) {
  const thousandths = Math.round(time * 1000);
  const parts = [thousandths / 3600000, (thousandths / 60000) % 60, (thousandths / 1000) % 60];
  const whole = parts.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  return `${whole}.${String(thousandths % 1000).padStart(3, "0")}`;
}
