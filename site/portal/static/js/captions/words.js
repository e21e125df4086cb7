// What the editor says: sentences written with the portal, times as one reads them.

const LANGUAGE = document.documentElement.lang || "fr";

/** Returns a function that fills the figures of a sentence in. */
export const speaker = (sentences) => (name, figures = {}) =>
  (sentences[name] ?? "").replace(/%%|%\((\w+)\)s/g, (mark, key) =>
    mark === "%%" ? "%" : (figures[key] ?? mark),
  );

/** “3 captions”, as `name_none`, `name_one` or `name_many` say it. */
export const counted = (say, name, count) =>
  say(`${name}_${count === 0 ? "none" : count === 1 ? "one" : "many"}`, { count });

/** “0,5”, “−0,5”. */
export const decimal = (number, digits = 1) =>
  number
    .toLocaleString(LANGUAGE, { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .replace("-", "\u2212");

/** “1:05,25”: minutes, seconds, hundredths; “1:02:05,25” after an hour. */
export function time(seconds) {
  const hundredths = Math.round(seconds * 100);
  const [h, m] = [Math.floor(hundredths / 360000), Math.floor(hundredths / 6000) % 60];
  const s = decimal((hundredths % 6000) / 100, 2).padStart(5, "0");
  return h ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
}

/** Reads “1:05,2”, “65.2” or “0:01:05”; NaN when it is no time. */
export function readTime(text) {
  const match = /^\s*(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,3})?)\s*$/.exec(text);
  if (!match) return NaN;
  const [h, m, s] = match.slice(1).map((part) => Number((part ?? "0").replace(",", ".")));
  return h * 3600 + m * 60 + s;
}
