"""Messages that a community may put in its own words."""

import pytest
from django.template import engines
from django.urls import reverse
from wagtail.models import ModelLogEntry

from community.models import User
from editorial import messages
from editorial.models import MessageTemplate

pytestmark = pytest.mark.django_db

KIND = "tests.accueil"
SHIPPED = """{% autoescape off %}Votre vidéo « {{ titre }} »

Bonjour,

{{ motif }}

Suivez-la ici : {{ lien }}

L’équipe de {{ communaute }}{% endautoescape %}"""


@pytest.fixture
def kind(monkeypatch):
    """A kind of message, as an app registers one, whose shipped words are a template file."""
    loaders = engines["django"].engine.template_loaders
    monkeypatch.setattr(messages, "_kinds", dict(messages._kinds))
    from django.template.loaders.locmem import Loader

    monkeypatch.setattr(
        engines["django"].engine,
        "template_loaders",
        [Loader(engines["django"].engine, {"tests/accueil.txt": SHIPPED}), *loaders],
    )
    messages.register(
        KIND,
        label="Accueil",
        when="quand la vidéo arrive",
        variables={
            "titre": ("le titre de la vidéo", "La dictée négociée"),
            "motif": ("le motif", "Le son est trop bas."),
            "lien": ("l’adresse", "https://example.org/mon-espace/"),
        },
        compulsory=("lien",),
        template="tests/accueil",
    )
    return messages.kind_named(KIND)


VALUES = {"titre": "Lire & écrire", "motif": "", "lien": "https://example.org/x/"}


def test_the_portal_s_own_words_leave_when_nothing_is_rewritten(kind, community):
    subject, body = messages.compose(KIND, community=community, **VALUES)

    assert subject == "Votre vidéo « Lire & écrire »"
    assert body == ("Bonjour,\n\nSuivez-la ici : https://example.org/x/\n\nL’équipe de Classe à 12")


def test_a_rewriting_starts_from_the_portal_s_words(kind, community):
    subject, body = messages.shipped_words(kind, community)

    assert subject == "Votre vidéo « {titre} »"
    assert "{motif}" in body
    assert body.endswith("L’équipe de {communaute}")


def rewrite(community, subject="Coucou {titre}", body="Voir {lien}. {communaute}"):
    return MessageTemplate.objects.create(
        community=community, name=KIND, subject=subject, body=body
    )


def test_a_community_s_own_words_leave_instead_and_only_there(kind, community, other_community):
    rewrite(community)

    assert messages.compose(KIND, community=community, **VALUES) == (
        "Coucou Lire & écrire",
        "Voir https://example.org/x/. Classe à 12",
    )
    assert messages.compose(KIND, community=other_community, **VALUES)[1].endswith("Devoirs Faits")


def test_a_title_is_never_read_as_a_variable_nor_as_code(kind, community):
    rewrite(community)
    values = VALUES | {"titre": "{lien} {0} {{ settings }} {% debug %}"}

    subject, _body = messages.compose(KIND, community=community, **values)

    assert subject == "Coucou {lien} {0} {{ settings }} {% debug %}"


@pytest.mark.parametrize("own_words", [False, True])
def test_a_subject_never_holds_a_line_break(kind, community, own_words, mailoutbox):
    if own_words:
        rewrite(community)
    values = VALUES | {"titre": "Un\r\nBcc: tous@example.org\u2028deux"}

    messages.send(KIND, to="lea@ac-lille.fr", community=community, **values)

    assert "Un Bcc: tous@example.org deux" in mailoutbox[0].subject
    assert mailoutbox[0].bcc == []
    assert mailoutbox[0].recipients() == ["lea@ac-lille.fr"]


def test_a_message_leaves_as_text_and_as_html_from_the_community(kind, community, mailoutbox):
    values = VALUES | {"titre": "<script>alert(1)</script>"}

    messages.send(KIND, to="lea@ac-lille.fr", community=community, **values)

    (message,) = mailoutbox
    (html,) = message.alternatives
    assert message.from_email == "Classe à 12 <bonjour@classe.example.org>"
    assert message.reply_to == ["equipe@classe.example.org"]
    assert "<script>" in message.subject
    assert "<script>" not in html.content
    assert 'href="https://example.org/x/"' in html.content


@pytest.mark.parametrize("wrong", [{"titre": "x"}, VALUES | {"couleur": "bleu"}])
def test_a_message_needs_its_values_and_no_other(kind, community, wrong):
    with pytest.raises(ValueError, match=KIND):
        messages.compose(KIND, community=community, **wrong)


@pytest.mark.parametrize(
    "text",
    ["{titre.__class__}", "{0}", "{}", "{inconnu}", "{titre!r}", "{titre:>500}", "{ titre }"],
)
def test_an_unknown_variable_is_refused_by_its_name(kind, text):
    (problem,) = messages.problems(kind, f"Bonjour {text}")

    assert text in problem


@pytest.mark.parametrize("text", ["{titre", "titre}", "{{titre}}", "{ti\ntre}", "} {"])
def test_a_brace_alone_is_refused(kind, text):
    assert len(messages.problems(kind, text)) == 1


def test_a_text_that_keeps_to_its_variables_is_accepted(kind):
    assert messages.problems(kind, "Bonjour, {titre} : {lien}, {communaute}") == []


def test_a_compulsory_variable_may_not_be_left_out(kind):
    assert len(messages.missing(kind, "Bonjour {titre}")) == 1
    assert messages.missing(kind, "Voir {lien}") == []


def test_words_that_the_portal_can_no_longer_fill_give_way_to_its_own(kind, community):
    rewrite(community, body="Voir {adresse}")

    _subject, body = messages.compose(KIND, community=community, **VALUES)

    assert body.startswith("Bonjour,")


# The team's screens


def edit_url(community):
    return reverse("message_edit", args=[community.pk, KIND])


def typed(**changes):
    return {"subject": "Merci pour {titre}", "body": "Suivez-la : {lien}", "seen": ""} | changes


@pytest.fixture
def manager(community):
    person = User.objects.create_user("animation@example.org", "entre-pairs", first_name="Rose")
    person.groups.add(community.managers)
    return person


def test_the_list_says_in_whose_words_each_message_leaves(as_user, kind, community, editor):
    client = as_user(editor)
    page = client.get(reverse("messages"))
    assert page.context["lines"][0][1][-1].rewritten is None
    assert "quand la vidéo arrive" in page.content.decode()

    template = rewrite(community)

    assert client.get(reverse("messages")).context["lines"][0][1][-1].rewritten == template


def test_one_starts_from_the_portal_s_words(as_user, kind, community, editor):
    form = as_user(editor).get(edit_url(community)).context["form"]

    assert form["subject"].value() == "Votre vidéo « {titre} »"
    assert form["body"].value().startswith("Bonjour,\n\n{motif}")


@pytest.mark.parametrize("person", ["editor", "manager"])
def test_the_team_rewrites_a_message_and_gives_it_back(request, as_user, kind, community, person):
    client = as_user(request.getfixturevalue(person))

    client.post(edit_url(community), typed())

    assert messages.compose(KIND, community=community, **VALUES) == (
        "Merci pour Lire & écrire",
        "Suivez-la : https://example.org/x/",
    )
    log = ModelLogEntry.objects.get(action="wagtail.create")
    assert log.user == request.getfixturevalue(person)

    client.post(edit_url(community), {"do": "reset"})

    assert not MessageTemplate.objects.exists()
    assert messages.compose(KIND, community=community, **VALUES)[0].startswith("Votre vidéo")


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": "Sans adresse"},
        {"body": "{lien} {titre.__class__.__mro__}"},
        {"body": "{lien} {0}"},
        {"body": "{lien} {titre"},
        {"body": ""},
        {"subject": "{couleur}"},
        {"subject": "}"},
        {"subject": "  "},
        {"subject": "x" * 151},
        {"body": "{lien}" + "x" * 5000},
    ],
)
def test_what_could_not_be_filled_is_refused_and_kept_on_the_screen(
    as_user, kind, community, editor, wrong
):
    response = as_user(editor).post(edit_url(community), typed(**wrong))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == list(wrong)
    assert not MessageTemplate.objects.exists()
    name, text = wrong.popitem()
    assert response.context["form"][name].value() == text


def test_a_preview_saves_nothing_and_shows_text_as_text(as_user, kind, community, editor):
    response = as_user(editor).post(
        edit_url(community), typed(do="preview", body="<b>Voir</b> {lien}")
    )

    page = response.content.decode()
    assert not MessageTemplate.objects.exists()
    assert response.context["subject"] == "Merci pour La dictée négociée"
    assert "&lt;b&gt;Voir" in page
    assert "<b>Voir" not in page
    assert 'href="https://example.org/mon-espace/"' in page


def test_a_test_goes_to_oneself_and_saves_nothing(as_user, kind, community, editor, mailoutbox):
    as_user(editor).post(edit_url(community), typed(do="test"))

    (message,) = mailoutbox
    assert message.recipients() == [editor.email]
    assert message.subject.endswith("Merci pour La dictée négociée")
    assert not MessageTemplate.objects.exists()


def test_a_test_of_wrong_words_does_not_leave(as_user, kind, community, editor, mailoutbox):
    as_user(editor).post(edit_url(community), typed(do="test", body="{rien}"))

    assert mailoutbox == []


def test_a_colleague_s_words_are_not_overwritten_unawares(as_user, kind, community, editor):
    client = as_user(editor)
    seen = client.get(edit_url(community)).context["form"]["seen"].value()
    rewrite(community, subject="D’une collègue {titre}")

    response = client.post(edit_url(community), typed(seen=seen))

    assert MessageTemplate.objects.get().subject == "D’une collègue {titre}"
    assert response.context["form"]["subject"].value() == "Merci pour {titre}"

    client.post(edit_url(community), typed(seen=response.context["form"]["seen"].value()))

    assert MessageTemplate.objects.get().subject == "Merci pour {titre}"


def test_another_community_s_messages_do_not_exist(
    as_user, kind, other_community, editor, mailoutbox
):
    client = as_user(editor)
    template = rewrite(other_community, subject="Secret {titre}")

    assert "Devoirs Faits" not in client.get(reverse("messages")).content.decode()
    assert client.get(edit_url(other_community)).status_code == 404
    for wish in ("save", "test", "preview", "reset"):
        assert client.post(edit_url(other_community), typed(do=wish)).status_code == 404
    template.refresh_from_db()
    assert template.subject == "Secret {titre}"
    assert mailoutbox == []


@pytest.mark.parametrize("person", ["teacher", "newsletter_manager"])
def test_who_is_not_of_the_team_rewrites_nothing(request, as_user, kind, community, person):
    client = as_user(request.getfixturevalue(person))

    assert client.get(reverse("messages")).status_code in {302, 403, 404}
    client.post(edit_url(community), typed())

    assert not MessageTemplate.objects.exists()


def test_an_unknown_message_does_not_exist(as_user, community, editor):
    address = reverse("message_edit", args=[community.pk, "videos.rien"])

    assert as_user(editor).get(address).status_code == 404
