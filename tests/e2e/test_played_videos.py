"""What the processing makes, in a real player: it seeks to the middle, shows it, and plays on."""

import re
from pathlib import Path

import pytest

from tests.videos.samples import (
    MEDIA,
    hlg,
    late_picture,
    leading_pictures,
    make,
    old_phone,
    rotated,
    variable_rate,
)

# The browser's fixture needs the test database, though these pages do not.
pytestmark = pytest.mark.django_db(transaction=True)

PLAY_FROM_THE_MIDDLE = """
async (address) => {
  const video = document.createElement("video");
  video.muted = true;
  document.body.append(video);
  const happens = (name) => new Promise((resolve, reject) => {
    video.addEventListener(name, resolve, {once: true});
    video.addEventListener("error", () => reject(video.error.message), {once: true});
  });
  const loaded = happens("loadedmetadata");
  video.src = address;
  await loaded;
  const middle = video.duration / 2;
  const seeked = happens("seeked");
  video.currentTime = middle;
  await seeked;
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const pen = canvas.getContext("2d");
  pen.drawImage(video, 0, 0);
  const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data;
  const greens = pixels.filter((value, at) => at % 4 === 1);
  const ended = happens("ended");
  await video.play();
  await ended;
  return {
    width: video.videoWidth, height: video.videoHeight, duration: video.duration, middle,
    darkest: greens.reduce((a, b) => Math.min(a, b)),
    brightest: greens.reduce((a, b) => Math.max(a, b)),
    end: video.currentTime,
    hasSound: video.webkitAudioDecodedByteCount > 0,
  };
}
"""


def serve(route, folder: Path) -> None:
    """One file of the folder, whole or the range that is asked, as our server does."""
    name = route.request.url.rsplit("/", 1)[1]
    if name == "page":
        route.fulfill(body="<!doctype html><title>Page</title>", content_type="text/html")
        return
    content = (folder / name).read_bytes()
    asked = re.fullmatch(r"bytes=(\d+)-(\d*)", route.request.headers.get("range", ""))
    headers = {"Accept-Ranges": "bytes", "Content-Type": "video/mp4"}
    if asked:
        first, last = int(asked[1]), int(asked[2] or len(content) - 1)
        headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
        content = content[first : last + 1]
    route.fulfill(status=206 if asked else 200, headers=headers, body=content)


@pytest.mark.parametrize(
    "source",
    [variable_rate, hlg, rotated(90), leading_pictures, late_picture, old_phone, "sample"],
    ids=lambda source: getattr(source, "__name__", source),
)
def test_a_video_plays_from_its_middle_in_a_browser(source, new_visit, tmp_path):
    path = MEDIA / "webcam-no-duration.webm" if source == "sample" else source(tmp_path)
    made = make(path, tmp_path / "out")
    page = new_visit()
    page.route("http://videos.test/*", lambda route: serve(route, tmp_path / "out"))
    page.goto("http://videos.test/page")

    for rendition in made.renditions[-1:] if source == "sample" else made.renditions:
        played = page.evaluate(PLAY_FROM_THE_MIDDLE, f"http://videos.test/{rendition.path.name}")

        assert (played["width"], played["height"]) == (rendition.width, rendition.height)
        assert played["duration"] == pytest.approx(made.duration, abs=0.1)
        assert played["brightest"] - played["darkest"] > 60
        assert played["end"] == pytest.approx(played["duration"], abs=0.2)
        assert played["hasSound"]
