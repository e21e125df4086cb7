// Goes on to the next video of a collection, five seconds after the end of one: only when the
// visitor asked to watch it all, and they may stop it. Nothing else in the portal plays by itself.

const SECONDS = 5;
const CAME_FROM = "series"; // the address that the last countdown of this tab led to

const series = document.querySelector("[data-series][data-series-goes-on]");
const video = document.querySelector(".watch__player video");

// One page hands over to the next one, in this tab: a link opened later does not play by itself.
function handOver(address) {
  try {
    sessionStorage.setItem(CAME_FROM, new URL(address, location).href);
  } catch {
    // Storage is refused: the next video waits to be played.
  }
}

function wasHandedOver() {
  try {
    const address = sessionStorage.getItem(CAME_FROM);
    sessionStorage.removeItem(CAME_FROM);
    return address === location.href;
  } catch {
    return false;
  }
}

function announce(notice) {
  const said = notice.querySelector("[data-series-said]");
  const count = notice.querySelector("[data-series-count]");
  const stop = notice.querySelector("[data-series-stop]");
  const now = notice.querySelector("[data-series-now]");
  let timer = 0;

  function leave() {
    clearInterval(timer);
    handOver(now.href);
    location.assign(now.href);
  }

  function stay({ tell = true } = {}) {
    if (!timer) return;
    clearInterval(timer);
    timer = 0;
    count.textContent = "";
    if (!tell) notice.hidden = true;
    else said.textContent = said.dataset.seriesStopped;
    stop.hidden = true;
  }

  function begin() {
    let left = SECONDS;
    clearInterval(timer);
    stop.hidden = false;
    notice.hidden = false;
    said.textContent = said.dataset.seriesWords;
    count.textContent = left;
    stop.focus();
    timer = setInterval(() => {
      left -= 1;
      count.textContent = left;
      if (left <= 0) leave();
    }, 1000);
  }

  video.addEventListener("ended", begin);
  video.addEventListener("play", () => stay({ tell: false }));
  stop.addEventListener("click", () => stay());
  now.addEventListener("click", () => handOver(now.href));
  document.addEventListener("keydown", ({ key }) => key === "Escape" && stay());
  // Somebody who has left the page is not taken further behind their back.
  document.addEventListener("visibilitychange", () => document.hidden && stay());
}

if (series && video) {
  const notice = series.querySelector("[data-series-notice]");
  if (notice) announce(notice);
  if (wasHandedOver()) video.play().catch(() => {}); // the browser may want a gesture: then it waits
}
