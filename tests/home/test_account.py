"""A member's account: what is known, taking it away, leaving."""

import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_delete
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from community.models import AccessRequest, Contributor, User
from home import account, export_contents, exports
from newsletter.models import Subscriber, SubscriberState
from tests.factories import VideoPageFactory
from tests.videos.documents import pdf
from tests.videos.steps import decide, prepared, proposal, sent
from videos import conversation, following, reports, submissions
from videos.models import (
    Attachment,
    Favourite,
    Follow,
    NoticePreference,
    ReviewNote,
    RightsEntry,
    Thanks,
    TryOut,
    VideoMedia,
    VideoPage,
    VideoSubmission,
)
from videos.rights import register

pytestmark = pytest.mark.django_db

ACCOUNT, DELETE = reverse("account"), reverse("account_delete")


@pytest.fixture
def online(teacher, community, editor) -> VideoSubmission:
    """A video of the teacher that everybody watches."""
    waiting = prepared(sent(teacher, community))
    page = waiting.page.get_latest_revision_as_object()
    page.captions_decision, page.audio_description = "no_speech", "not_needed"
    page.audio_description_reason = "Tout est dit."
    page.credit = "Léa, enseignante à Roubaix"
    page.save_revision()
    waiting.page.refresh_from_db()
    decide(waiting, editor, "approve")
    return waiting


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """Return a function that calls another, then all that waits for the commit."""

    def call(function, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*args, **kwargs)

    return call


def attach(submission, **changes) -> Attachment:
    attachment = Attachment(
        submission=submission,
        title="Fiche",
        kind="pdf",
        content_type="application/pdf",
        name="fiche «1».pdf",
        size=4,
        **changes,
    )
    attachment.file.save("x", ContentFile(b"%PDF"))
    return attachment


def leave(run, user, community, fate="withdraw", stop_newsletters=False):
    run(
        account.delete_account,
        user=user,
        fate=fate,
        stop_newsletters=stop_newsletters,
        community=community,
    )


def subscribed(community, email) -> Subscriber:
    return Subscriber.objects.create(
        community=community,
        email=email,
        state=SubscriberState.CONFIRMED,
        consent_version="1",
        requested_at=timezone.now(),
        confirmed_at=timezone.now(),
    )


# -- What is known --------------------------------------------------------------------------------


def test_the_account_says_what_is_known(as_user, teacher, community):
    subscribed(community, teacher.email)

    page = as_user(teacher).get(ACCOUNT).content.decode()

    assert "lea@ac-lille.fr" in page
    assert reverse("account_delete") in page
    for door in ("my_videos", "profile", "account"):
        assert f'href="{reverse(door)}"' in page


@pytest.mark.parametrize("name", ["account", "account_export", "account_delete"])
def test_a_visitor_signs_in_first(client, community, name):
    response = (client.post if name == "account_export" else client.get)(reverse(name))

    assert response.url.startswith("/connexion/?next=/mon-espace/compte/")


# -- Taking it away -------------------------------------------------------------------------------


def exported(user, community) -> zipfile.ZipFile:
    asked = exports.ask(user, community=community)
    exports.make(user_id=user.pk, uuid=str(asked.uuid), community_id=community.pk)
    return zipfile.ZipFile(storages["private"].open(exports.file_of(user, asked.uuid)))


def test_an_export_holds_everything(online, teacher, community, editor, video_index):
    other = VideoPageFactory(parent=video_index, title="Celle d’un autre")
    Thanks.objects.create(page=other, user=teacher)
    TryOut.objects.create(page=other, user=teacher, words="Mes élèves ont aimé.")
    subscribed(community, teacher.email)
    AccessRequest.objects.create(
        community=community, user=teacher, role="aed", organisation="Collège"
    )
    profile = Contributor(community=community, user=teacher, display_name="Léa", slug="lea")
    profile.picture.save("x.webp", ContentFile(b"RIFF"))
    attach(online)
    told = {"submission": online, "by": editor}
    ReviewNote.objects.create(**told, text="Plus de lumière.", sent_at=timezone.now())
    ReviewNote.objects.create(**told, text="Entre nous : très bien.", for_author=False)
    ReviewNote.objects.create(**told, text="Pas encore envoyée.")
    conversation.write(
        page=other,
        author=teacher,
        signature="Léa M.",
        text="Essayé en CP.",
        file=SimpleUploadedFile("ma fiche.pdf", pdf()),
    )
    register.record(online, event="declared", actor=teacher)
    register.record(online, event="verified", actor=editor)

    archive = exported(teacher, community)

    facts = json.loads(archive.read("donnees.json"))
    [video] = facts["videos"]
    names = archive.namelist()
    assert facts["account"]["email"] == "lea@ac-lille.fr"
    assert video["title"] == "La dictée négociée"
    [contribution] = facts["contributions"]
    assert (contribution["text"], contribution["video"]) == ("Essayé en CP.", other.title)
    assert [name for name in names if name.startswith("contributions/")]
    assert [remark["text"] for remark in video["remarks"]] == ["Plus de lumière."]
    assert video["decisions"][0]["decision"] == "approved"
    by_whom = {entry["event"]: entry["by_yourself"] for entry in video["rights_register"]}
    assert (by_whom["declared"], by_whom["verified"]) == (True, False)
    assert [thanks["video"] for thanks in facts["thanks"]] == ["Celle d’un autre"]
    assert facts["try_outs"][0]["words"] == "Mes élèves ont aimé."
    assert facts["newsletters"][0]["email"] == "lea@ac-lille.fr"
    assert facts["access_requests"][0]["organisation"] == "Collège"
    assert facts["profiles"][0]["display_name"] == "Léa"
    originals = [name for name in names if "/original/" in name]
    assert archive.read(originals[0]) == b"original"
    assert archive.read("profil-lea.webp") == b"RIFF"
    assert [name for name in names if "/fichiers-joints/" in name]
    text = archive.read("donnees.json").decode()
    for private in ("Entre nous", "Pas encore envoyée", editor.email, "token"):
        assert private not in text


def test_nothing_of_somebody_else_is_in_it(online, community):
    stranger = User.objects.create_user("max@ac-lille.fr")

    archive = exported(stranger, community)

    assert json.loads(archive.read("donnees.json"))["videos"] == []
    assert sorted(archive.namelist()) == ["LISEZMOI.txt", "donnees.json"]


def test_a_file_that_storage_lost_is_named_and_the_rest_is_there(online, teacher, community):
    storages["private"].delete(online.media.file.name)

    archive = exported(teacher, community)

    assert b"/original/" in archive.read("fichiers-manquants.txt")
    assert archive.testzip() is None


def test_the_link_arrives_by_mail_and_serves_its_owner_for_seven_days(
    as_user, teacher, community, mailoutbox, monkeypatch
):
    member = as_user(teacher)
    member.post(reverse("account_export"))
    asked = exports.latest_of(teacher.pk)
    address = reverse("account_export_file", args=[asked.uuid])
    assert member.get(address).status_code == 404  # not made yet
    exports.make(user_id=teacher.pk, uuid=str(asked.uuid), community_id=community.pk)

    response = member.get(address)
    page = member.get(ACCOUNT).content.decode()

    assert mailoutbox[-1].to == ["lea@ac-lille.fr"]
    assert f"http://testserver{ACCOUNT}" in mailoutbox[-1].body
    assert response["Content-Type"] == "application/zip"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert b"".join(response.streaming_content)[:2] == b"PK"
    assert address in page
    for days, status in [(6.9, 200), (7.1, 302)]:
        later = timezone.now() + timedelta(days=days)
        monkeypatch.setattr("home.exports.timezone.now", lambda later=later: later)
        assert member.get(address).status_code == status
        monkeypatch.undo()


def test_nobody_else_takes_it(as_user, client, teacher, editor, administrator, community):
    asked = exports.ask(teacher, community=community)
    exports.make(user_id=teacher.pk, uuid=str(asked.uuid), community_id=community.pk)
    address = reverse("account_export_file", args=[asked.uuid])

    assert client.get(address).url.startswith("/connexion/")
    for person in (editor, administrator):
        assert as_user(person).get(address).status_code == 404


def test_one_export_is_made_at_a_time(as_user, teacher, community):
    member = as_user(teacher)
    member.post(reverse("account_export"))
    first = exports.latest_of(teacher.pk)

    response = member.post(reverse("account_export"), follow=True)

    assert exports.latest_of(teacher.pk) == first
    assert response.status_code == 200
    with pytest.raises(exports.UnderWay):
        exports.ask(teacher, community=community)


def test_after_a_dead_worker_it_may_be_asked_again(teacher, community, monkeypatch):
    first = exports.ask(teacher, community=community)
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr("home.exports.timezone.now", lambda: later)
    assert exports.latest_of(teacher.pk).has_failed

    second = exports.ask(teacher, community=community)
    exports.make(user_id=teacher.pk, uuid=str(first.uuid), community_id=community.pk)

    assert exports.latest_of(teacher.pk) == second  # the first job has nothing to do any more
    assert not exports.latest_of(teacher.pk).is_ready


def test_a_run_cut_short_is_run_again(teacher, community, monkeypatch, mailoutbox):
    asked = exports.ask(teacher, community=community)
    job = {"user_id": teacher.pk, "uuid": str(asked.uuid), "community_id": community.pk}
    storages["private"].save(f"exports/{teacher.pk}/{asked.uuid}.zip", ContentFile(b"half"))

    exports.make(**job)
    exports.make(**job)

    assert zipfile.ZipFile(
        storages["private"].open(exports.file_of(teacher, asked.uuid))
    ).namelist()
    assert len(mailoutbox) == 1


def test_exports_that_are_over_are_swept(teacher, community, monkeypatch):
    exported(teacher, community).close()
    exports.sweep()
    assert exports.latest_of(teacher.pk).is_ready
    later = timezone.now() + timedelta(days=8)
    monkeypatch.setattr("home.exports.timezone.now", lambda: later)

    exports.sweep()

    assert exports.latest_of(teacher.pk) is None


# -- Leaving --------------------------------------------------------------------------------------


def test_leaving_needs_a_choice_and_the_address(as_user, online, teacher):
    member = as_user(teacher)

    response = member.post(DELETE, {"address": "max@ac-lille.fr"})

    assert sorted(response.context["form"].errors) == ["address", "fate"]
    assert User.objects.filter(pk=teacher.pk).exists()


def test_leaving_ends_the_session_and_is_confirmed_by_mail(
    as_user, teacher, community, mailoutbox, django_capture_on_commit_callbacks
):
    member = as_user(teacher)
    with django_capture_on_commit_callbacks(execute=True):
        response = member.post(DELETE, {"address": " Lea@AC-Lille.fr "}, follow=True)

    assert response.status_code == 200
    assert response.redirect_chain == [(reverse("account_deleted"), 302)]
    assert not User.objects.filter(email="lea@ac-lille.fr").exists()
    assert "_auth_user_id" not in member.session
    assert mailoutbox[-1].to == ["lea@ac-lille.fr"]


def test_another_open_session_ends_too(client, teacher, community, run):
    client.force_login(teacher, "django.contrib.auth.backends.ModelBackend")

    leave(run, teacher, community)

    assert client.get(ACCOUNT).url.startswith("/connexion/")


def test_drafts_and_files_never_published_are_erased(teacher, community, run, editor):
    draft = submissions.create_draft(owner=teacher, community=community)
    waiting = prepared(sent(teacher, community))
    fresh = proposal(teacher, community)
    original, joined = waiting.media.file.name, attach(fresh).file.name
    number = waiting.page_id

    leave(run, teacher, community, fate="keep")

    assert not VideoPage.objects.filter(pk=number).exists()
    assert not Revision.objects.filter(object_id=str(number)).exists()
    assert not VideoMedia.objects.exists()
    assert not VideoSubmission.objects.filter(pk=draft.pk).exists()
    left = VideoSubmission.objects.all()
    assert {(each.owner, each.description, each.media) for each in left} <= {(None, "", None)}
    assert not storages["private"].exists(joined)
    assert original  # erased by the worker, whose tests are those of videos.rights


def test_the_lines_of_the_register_stay(online, teacher, community, run):
    register.record(online, event="declared", actor=teacher)
    before = RightsEntry.objects.count()

    leave(run, teacher, community, fate="withdraw")

    assert RightsEntry.objects.count() > before
    assert RightsEntry.objects.filter(actor="lea@ac-lille.fr").exists()


def test_videos_may_stay_signed(online, teacher, community, run, client):
    Contributor.objects.create(
        community=community,
        user=teacher,
        display_name="Léa",
        slug="lea",
        words="Bonjour",
        is_public=True,
    )
    VideoPage.objects.update(contributor=Contributor.objects.get())

    leave(run, teacher, community, fate="keep")

    page = VideoPage.objects.get()
    kept = Contributor.objects.get()
    assert (page.live, page.credit, page.owner) == (True, "Léa, enseignante à Roubaix", None)
    assert (kept.user, kept.words, page.contributor) == (None, "", kept)
    assert client.get(page.url).status_code == 200
    assert client.get(kept.get_absolute_url()).status_code == 200
    online.refresh_from_db()
    assert online.owner is None


def test_a_private_profile_does_not_outlive_its_owner(online, teacher, community, run):
    Contributor.objects.create(community=community, user=teacher, display_name="Léa", slug="lea")

    leave(run, teacher, community, fate="keep")

    assert not Contributor.objects.exists()


def test_videos_may_stay_without_any_name(online, teacher, community, run, client):
    Contributor.objects.create(
        community=community, user=teacher, display_name="Léa M.", slug="lea", is_public=True
    )
    VideoPage.objects.update(contributor=Contributor.objects.get())

    leave(run, teacher, community, fate="anonymous")

    page = VideoPage.objects.get()
    revisions = Revision.objects.filter(object_id=str(page.pk))
    assert page.live
    assert (page.credit, page.contributor, page.owner) == ("", None, None)
    assert page.media.original_name == ""
    assert "Roubaix" not in client.get(page.url).content.decode()
    assert not client.get("/recherche/?q=Roubaix").content.decode().count(page.url)
    assert {revision.content["credit"] for revision in revisions} == {""}
    assert not Contributor.objects.exists()
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.credit == ""  # the team publishes it again: the name does not come back


def test_videos_may_be_withdrawn(online, teacher, community, run, client):
    address = online.page.url

    leave(run, teacher, community, fate="withdraw")

    assert not VideoPage.objects.exists()
    assert client.get(address).status_code == 410


def test_a_newer_version_under_way_is_given_up_and_what_is_public_stays(
    online, teacher, community, run
):
    shown = online.media
    online.title = "La nouvelle dictée"
    submissions.save_words(online, levels=[])
    submissions.send(online, file=SimpleUploadedFile("nouvelle.mp4", b"original 2"))
    online.refresh_from_db()
    newer = online.media
    prepared(online)

    leave(run, teacher, community, fate="keep")

    page = VideoPage.objects.get()
    assert (page.live, page.title, page.media) == (True, "La dictée négociée", shown)
    assert not VideoMedia.objects.filter(pk=newer.pk).exists()
    assert page.current_workflow_state is None
    assert page.get_latest_revision_as_object().title == "La dictée négociée"


def test_the_newsletter_stops_only_if_asked(teacher, community, run):
    subscriber = subscribed(community, teacher.email)

    leave(run, teacher, community)
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.CONFIRMED

    again = User.objects.create_user(teacher.email)
    leave(run, again, community, stop_newsletters=True)
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.UNSUBSCRIBED


def test_exports_leave_with_the_account(teacher, community, run):
    exported(teacher, community).close()
    number = teacher.pk

    leave(run, teacher, community)

    assert exports.latest_of(number) is None


def test_an_export_made_while_its_owner_leaves_is_not_kept(teacher, community, run):
    asked = exports.ask(teacher, community=community)
    number = teacher.pk
    leave(run, teacher, community)

    exports.make(user_id=number, uuid=str(asked.uuid), community_id=community.pk)

    assert exports.latest_of(number) is None


@pytest.mark.parametrize("who", ["editor", "newsletter_manager", "administrator"])
def test_the_team_asks_an_administrator(as_user, community, request, who, run):
    person = request.getfixturevalue(who)
    member = as_user(person)

    assert member.get(DELETE).status_code == 403
    assert member.post(DELETE, {"address": person.email}).status_code == 403
    with pytest.raises(account.StaffAccount):
        leave(run, person, community)
    assert User.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize(
    ("fate", "signature"), [("keep", "Léa M."), ("anonymous", ""), ("withdraw", None)]
)
def test_contributions_online_follow_the_choice_and_the_others_are_erased(
    teacher, community, editor, video_index, run, fate, signature
):
    page = VideoPageFactory(parent=video_index)
    said = {"page": page, "author": teacher, "signature": "Léa M."}
    conversation.publish(conversation.write(**said, text="En ligne"), by=editor)
    conversation.write(**said, text="En attente")

    leave(run, teacher, community, fate=fate)

    left = [(each.text, each.signature) for each in page.comments.all()]
    assert left == ([] if signature is None else [("En ligne", signature)])


def test_what_fails_half_way_deletes_nothing(online, teacher, community, mailoutbox):
    def fail(**kwargs):
        raise RuntimeError

    mailoutbox.clear()
    post_delete.connect(fail, sender=User)
    try:
        with pytest.raises(RuntimeError):
            account.delete_account(
                user=teacher, fate="anonymous", stop_newsletters=False, community=community
            )
    finally:
        post_delete.disconnect(fail, sender=User)

    assert User.objects.filter(pk=teacher.pk).exists()
    assert VideoPage.objects.get().credit == "Léa, enseignante à Roubaix"
    assert mailoutbox == []


def test_somebody_else_s_videos_are_left_alone(online, teacher, community, run):
    other = User.objects.create_user("max@ac-lille.fr")
    theirs = sent(other, community)

    leave(run, teacher, community)

    theirs.refresh_from_db()
    assert (theirs.owner, theirs.title) == (other, "La dictée négociée")


def test_the_export_tells_what_a_member_keeps_follows_and_reported(
    teacher, community, published_video
):
    following.keep(published_video, by=teacher, kept=True)
    following.follow(by=teacher, theme=community.themes.get(slug="francais"))
    following.choose_messages(user=teacher, community=community, contributions=False)
    said = {"reason": "wrong", "words": "La date est fausse.", "email": teacher.email}
    reports.report(community=community, page=published_video, **said)
    other = User.objects.create_user("paul@ac-lyon.fr")
    following.keep(published_video, by=other, kept=True)

    facts = export_contents.facts(teacher, [])

    assert [each["video"] for each in facts["favourites"]] == [published_video.title]
    assert [each["theme"] for each in facts["follows"]] == ["Français"]
    (chosen,) = facts["daily_messages"]
    assert (chosen["follows"], chosen["contributions"]) == (True, False)
    (report,) = facts["reports"]
    assert (report["about"], report["words"]) == (published_video.title, "La date est fausse.")


def test_leaving_erases_what_a_member_keeps_and_follows(run, teacher, community, published_video):
    following.keep(published_video, by=teacher, kept=True)
    following.follow(by=teacher, theme=community.themes.get(slug="francais"))
    following.choose_messages(user=teacher, community=community, contributions=False)

    leave(run, teacher, community, fate="keep")

    left = [model.objects.count() for model in (Favourite, Follow, NoticePreference)]
    assert left == [0, 0, 0]
