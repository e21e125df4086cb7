// Tells the portal that a video was watched: 10 seconds or half of it, once a day in this browser.
// Nothing is sent that says who watches. Without it, nothing is counted.

const ENOUGH = 10; // seconds
const KEY = "videos-seen";

const place = document.querySelector("[data-view-url]");
const video = document.querySelector(".watch__player video");
const refuses = navigator.globalPrivacyControl || navigator.doNotTrack === "1";

if (place && video && !refuses) video.addEventListener("timeupdate", look);

function look() {
  if (played() < Math.min(ENOUGH, video.duration / 2)) return;
  video.removeEventListener("timeupdate", look);
  const url = place.dataset.viewUrl;
  if (seenToday().includes(url)) return;
  fetch(url, { method: "POST", keepalive: true })
    .then((answer) => answer.ok && remember(url))
    .catch(() => {});
}

/** How many seconds were really played, whatever was skipped. */
function played() {
  let seconds = 0;
  for (let i = 0; i < video.played.length; i += 1) seconds += video.played.end(i) - video.played.start(i);
  return seconds;
}

function today() {
  return new Date().toLocaleDateString("sv"); // 2027-06-03, in local time
}

/** The videos seen today; yesterday's are forgotten. */
function seenToday() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return kept?.day === today() ? kept.videos : [];
  } catch {
    return []; // no storage here: the page counts once
  }
}

function remember(url) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ day: today(), videos: [...seenToday(), url] }));
  } catch {
    // no storage here
  }
}
