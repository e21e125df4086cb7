"""Messages that a community may put in its own words."""

import pytest
from django.template import engines

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
