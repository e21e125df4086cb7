"""Exploration: one journey on desk, with console output and screenshots."""
import struct, sys, re, time
import pytest
from django.test import Client
from playwright.sync_api import expect
from community.models import User
from tests.conftest import MEDIA
from tests.e2e.conftest import DESK, PHONE, run_jobs
from tests.e2e.conftest import *  # fixtures
from videos.models import VideoSubmission, Upload

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

def padded(folder, megabytes, sample="landscape-h264-50fps.mp4"):
    import os
    path = folder / "La dictée négociée.mp4"
    size = megabytes * 1024 * 1024
    path.write_bytes((MEDIA / sample).read_bytes() + struct.pack(">I4s", size, b"free") + os.urandom(size - 8))
    return path

def sign_in(page, root, user):
    client = Client(); client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": root}])

def throttle(page, up):
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": up})
    return cdp

def shot(page, name):
    page.screenshot(path=f"/tmp/shots/{name}.png", full_page=True)

def test_explore(live_community, new_visit, tmp_path):
    root = live_community.root_url
    user = User.objects.create_user("lea@ac-lille.fr")
    page = new_visit(DESK)
    page.on("console", lambda m: print("CONSOLE", m.type, m.text))
    page.on("pageerror", lambda e: print("PAGEERROR", e))
    page.on("response", lambda r: r.status >= 400 and print("HTTP", r.status, r.request.method, r.url, ))
    sign_in(page, root, user)
    page.goto(root + "/proposer/")
    page.wait_for_timeout(500)
    shot(page, "1-empty-desk")
    page.get_by_label("Titre de la vidéo").fill("La dictée")
    page.wait_for_timeout(1800)
    print(page.url, page.locator("[data-saved]").inner_text(), VideoSubmission.objects.values())
    throttle(page, 2_000_000)
    page.get_by_label("Choisir une vidéo").set_input_files(padded(tmp_path, 12))
    page.wait_for_timeout(4000)
    shot(page, "2-sending-desk")
    print(page.locator("[data-upload]").inner_text())
    page.get_by_role("button", name="Mettre en pause").click()
    page.wait_for_timeout(300)
    shot(page, "3-paused-desk")
    print(Upload.objects.values())
    page.get_by_role("button", name="Reprendre").click()
    page.wait_for_timeout(800)
    page.context.set_offline(True)
    page.wait_for_timeout(500)
    shot(page, "4-offline-desk")
    print(page.locator("[data-part=status]").inner_text())
    page.context.set_offline(False)
    expect(page.locator("[data-part=status]")).to_contain_text("arrivée", timeout=40000)
    shot(page, "5-arrived-desk")
    page.get_by_label("Choisir une vidéo").set_input_files(MEDIA / "too-long-2m20.mp4") if False else None
    run_jobs()
    page.wait_for_timeout(3000)
    print(page.locator("[data-upload]").inner_text())
    shot(page, "6-ready-desk")
