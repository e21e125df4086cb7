// A video that is not ready yet: asked for now and then, until it comes.

const FIRST = 2; // seconds between two questions, more and more patiently
const LAST = 20;

/** Calls `ready(facts)` once; gives up when `stopped()` or when the video will never come. */
export async function waitForVideo(url, { ready, stopped }) {
  for (let wait = FIRST; !stopped(); wait = Math.min(wait * 1.3, LAST)) {
    await new Promise((done) => setTimeout(done, wait * 1000));
    if (document.hidden) continue;
    const { media } = await ask(url);
    if (stopped()) return;
    if (media?.video) return ready({ src: media.video, poster: media.poster });
  }
}

async function ask(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" }, redirect: "error" });
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}
