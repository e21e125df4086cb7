// What a file is, told before a byte leaves. The portal checks it again, with the same limits.

import { readMp4 } from "./mp4.js";
import { readPlayed } from "./playback.js";
import { duration, say, weight } from "./sentences.js";

const MOV = ["ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"];

/** Resolves to { refusal, facts, advice }: sentences. An empty refusal lets the file leave. */
export async function check(file, limits) {
  const heavy = weighs(file, limits);
  if (heavy) return { refusal: heavy };
  const container = await recognise(file);
  if (!container) return { refusal: say("not_a_video") };

  const parsed = container === "mov" ? await readMp4(file) : null;
  if (parsed?.cut) return { refusal: say("unreadable") };
  const played = await readPlayed(file);
  const found = { ...played, ...known(parsed ?? {}) };
  return {
    refusal: refuse(found, limits),
    facts: [weight(file.size), ...describe(found)],
    advice: advise(found),
    playable: Boolean(played?.hasPicture),
  };
}

function weighs(file, limits) {
  if (!file.size) return say("empty");
  if (file.size <= limits.bytes) return "";
  const [found, limit] = [file.size, limits.bytes].map((bytes) => Math.floor(bytes / 1048576));
  return say("too_big", { found, limit });
}

/** The container, by the same marks as the portal: neither the name nor the type proves anything. */
async function recognise(file) {
  const head = new Uint8Array(await file.slice(0, 580).arrayBuffer());
  const text = (from, to) => String.fromCharCode(...head.slice(from, to));
  if (MOV.includes(text(4, 8))) return "mov";
  if (text(0, 4) === "\x1a\x45\xdf\xa3") return "matroska";
  if (text(0, 4) === "RIFF" && text(8, 11) === "AVI") return "avi";
  const packets = [[0, 188], [4, 192]];
  const every = ([start, step]) => [0, 1, 2].every((n) => head[start + n * step] === 0x47);
  return packets.some(every) ? "mpegts" : null;
}

function refuse(found, limits) {
  if (found.hasPicture === false && found.hasSound) return say("no_picture");
  const side = Math.max(found.width ?? 0, found.height ?? 0);
  if (side > limits.side) return say("too_large_picture", { found: side, limit: limits.side });
  const { ceil, floor } = Math; // never “lasts 2 min; the limit is 2 min”
  const tooLong = found.duration > limits.seconds + limits.grace;
  if (tooLong) return lasts("too_long", limits.seconds, ceil);
  const tooShort = found.duration && found.duration < limits.shortest;
  return tooShort ? lasts("too_short", limits.shortest, floor) : "";

  function lasts(name, limit, rounded) {
    return say(name, { found: duration(found.duration, rounded), limit: duration(limit, rounded) });
  }
}

function describe(found) {
  const facts = [];
  if (found.duration) facts.unshift(duration(found.duration));
  if (found.width) facts.push(say(found.width < found.height ? "upright" : "lying", found));
  if (found.hasSound) facts.push(say("with_sound"));
  return facts;
}

function advise(found) {
  if (!found.duration) return [say("cannot_check")];
  return found.hasSound === false ? [say("no_sound")] : [];
}

const known = (facts) => Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== null));
