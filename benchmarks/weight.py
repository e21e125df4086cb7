"""What a visitor downloads: a first visit and a revisit of three pages, in Chromium.

    make bench NAME=weight

Static files as production serves them: hashed, compressed, kept for ever. Counts compressed bytes
of everything but pictures and videos. Goals: first view ≤ 150 kB, revisit ≤ 20 kB, nobody else
asked, layout shift ≤ 0.05. Its last line is the heaviest first view, in kB.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.serving.servers import ROOT, SERVERS, Running, free_port
from benchmarks.serving.stage import published_video
from benchmarks.slow_clients import OURS

MEDIA = {"image", "media"}
SHIFT = """
() => new Promise(resolve => {
  let total = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) total += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(total), 1500);
})
"""


def visit(page, address: str) -> tuple[float, float, set[str]]:
    """Return the kB received, media apart, the layout shift, and the hosts asked."""
    session, kinds, sizes, hosts = page.context.new_cdp_session(page), {}, {}, set()
    session.send("Network.enable")

    def told(event):
        kinds[event["requestId"]] = event.get("type", "").lower()
        hosts.add(urlsplit(event["request"]["url"]).netloc)

    session.on("Network.requestWillBeSent", told)
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto(address, wait_until="networkidle")
    shift = page.evaluate(SHIFT)
    session.detach()
    total = sum(size for number, size in sizes.items() if kinds.get(number) not in MEDIA)
    return total / 1000, shift, hosts


def main() -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser import find_chromium

    with tempfile.TemporaryDirectory() as name, published_video(Path(name), 1024 * 1024):
        from videos.models import VideoPage

        os.environ["STATIC_FILES"] = f"{name}/static"
        video = VideoPage.objects.order_by("-pk").first().get_url_parts()[2]
        port = free_port()
        environment = {"DJANGO_SETTINGS_MODULE": "benchmarks.serving.static"}
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"],
            cwd=ROOT,
            env=os.environ | environment | {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"},
            check=True,
        )
        server = Running(SERVERS[OURS], port, Path(name), **environment).wait_for("/bench/bare/")
        heaviest = 0.0
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
                )
                for path in ("/", "/videos/", video):
                    page = browser.new_context().new_page()
                    address = f"http://localhost:{port}{path}"
                    first, shift, hosts = visit(page, address)
                    again, _, _ = visit(page, address)
                    heaviest = max(heaviest, first)
                    others = hosts - {
                        f"localhost:{port}",
                        "",
                    }  # "": pictures inside the style sheets
                    print(
                        f"{path:24} first {first:6.1f} kB, again {again:5.1f} kB, "
                        f"layout shift {shift:.3f}, other hosts: {len(others)}"
                    )
                browser.close()
        finally:
            server.stop()
    print(f"heaviest first view, in kB: {heaviest:.1f}")


if __name__ == "__main__":
    main()
