// The page's sentences, written and translated with the portal; here their figures are filled in.

let sentences = {};

export function learn(known) {
  sentences = known;
}

export function say(name, figures = {}) {
  const filled = (mark, key) => (mark === "%%" ? "%" : (figures[key] ?? mark));
  return (sentences[name] ?? "").replace(/%%|%\((\w+)\)s/g, filled);
}

const LANGUAGE = document.documentElement.lang;

/** “2 min 20 s”, as the portal says it. */
export function duration(seconds, rounded = Math.round) {
  const whole = rounded(seconds);
  const figures = { minutes: Math.floor(whole / 60), seconds: whole % 60 };
  if (!figures.minutes) return say("seconds", figures);
  return say(figures.seconds ? "minutes_and_seconds" : "minutes", figures);
}

/** “0,7 Mo”, “48 Mo”: a megabyte is 1,048,576 bytes, as in the portal's limits. */
export function weight(bytes) {
  const megabytes = bytes / 1048576;
  const rounded = megabytes.toLocaleString(LANGUAGE, {
    minimumFractionDigits: megabytes < 10 ? 1 : 0,
    maximumFractionDigits: megabytes < 10 ? 1 : 0,
  });
  return say("megabytes", { megabytes: rounded });
}

/** “1:07”, for the counter of a recording. */
export function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

/** “21 h 14”. */
export function hour(moment = new Date()) {
  const figures = { hours: moment.getHours(), minutes: String(moment.getMinutes()).padStart(2, "0") };
  return say("hour", figures);
}

/** “24 novembre 2026”. */
export const day = () => new Date().toLocaleDateString(LANGUAGE, { dateStyle: "long" });
