"""The addresses of the two sites that this one replaces: where each one leads now.

They are asked only when no page has the address, so they never hide one. Known ones lead there for
good (301), whatever their case, with or without a final slash; a video that was withdrawn is gone
(410); the others lead to a search with their words, for now (302).
"""

import re
from urllib.parse import unquote, urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http import HttpResponseRedirect as ForNow
from django.urls import reverse
from django.utils.text import slugify

from community.models import Community, Contributor, Keyword, Level, Theme
from videos.models import CollectionPage, FormerVideo, VideoPage
from videos.rights.absence import is_media_gone

ForGood = HttpResponsePermanentRedirect

PAGES = {
    "videos-recentes": "/videos/",
    "videos-playlist": "/#a-la-une",
    "commentaires": "/videos/",
    "participer": "/proposer/",
    "apropos": "/a-propos/",
    "cgu": "/mentions-legales/",
    "charte": "/charte/",
    "politiqueconfidentialite": "/confidentialite/",
    "inscription": "/connexion/",
    "connexion": "/connexion/",
    "login": "/connexion/",
    "oubli-mot-de-passe": "/connexion/",
    "infolettre": "/infolettre/",
    "newsletter": "/infolettre/",
    "contact": "/contact/",
}
# Where what follows was a key, a number, the name of a file.
BELOW = [
    (r"(?:nouveau-mot-de-passe|reset-password|activation|verify-account)(?:/.*)?", "/connexion/"),
    (r"actualites/\d+", "/actualites/"),
    (r"blog(?:/.*)?", "/actualites/"),
    (r"documents/[^/]+\.pdf", "/proposer/"),  # the forms of image rights: a proposal gives them
]

# What was renamed, or merged, since its label was an address.
RENAMED = {
    "df-a-distance": "devoirs-faits-a-distance",
    "coordonnateur-df": "coordonnateur-devoirs-faits",
    "boite-a-outils": "ressources",
    "le-projet-classe-a-12": "outils",
    "emc": "enseignement-moral-et-civique",
    "temoignages": "temoignage",
    "temoignages-conseils": "conseils",
    "amenagement-classe": "amenagement-de-classe",
    "production-decrits": "production-decrit",
}

UUID_PATTERN = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
VIDEO = re.compile(
    rf"(?:video|videos/watch)/(?P<uuid>{UUID_PATTERN})(?P<rest>[/;].*)?", re.IGNORECASE
)
SLUG = re.compile(r"[a-z0-9_-]+")


def answer(request: HttpRequest, community: Community) -> HttpResponse | None:
    """Return where a former address leads, or None when it never was one."""
    path = unquote(request.path).strip("/").replace("\x00", "")
    found = _answer(request, community, path)
    # A page that is not there now must not lead to itself.
    return None if found and found.get("Location") == request.path else found


def _answer(request: HttpRequest, community: Community, path: str) -> HttpResponse | None:
    if found := VIDEO.fullmatch(path):
        return _video(request, community, UUID(found["uuid"]), found["rest"] or "")
    first, _slash, rest = path.partition("/")
    first = first.lower()
    if first == "video" or path.lower().startswith("videos/watch"):
        return ForNow(_search(words_of(rest.removeprefix("watch"))))
    if first == "videos-recherche":
        return ForGood(_search(rest))
    if first == "videos-faq-flash":
        return _faq(community)
    if first == "videos" and rest and "/" not in rest:
        return _label(community, rest)
    if first == "profil" and rest:
        return _profile(community, rest.split("/")[0])
    return _page(path.lower())


def words_of(path: str) -> str:
    """Return the words that an address says at its end: “La-dictee_negociee/” → “La dictee…”."""
    last = next((piece for piece in reversed(path.split("/")) if piece), "")
    last = re.sub(UUID_PATTERN, " ", last.replace("\x00", ""), flags=re.IGNORECASE)
    last = re.sub(r"\.\w{2,5}$", "", last)
    return " ".join(re.sub(r"[^\w’']+|_", " ", last).split())


def _video(request, community: Community, uuid: UUID, tail: str) -> HttpResponse:
    former = FormerVideo.objects.filter(uuid=uuid, community=community).first()
    if former and former.page_id:
        page = VideoPage.objects.published().filter(pk=former.page_id).first()
        if page:
            return ForGood(page.get_url(request))
    if is_media_gone(uuid):
        from home.errors import gone

        return gone(request, community)
    return ForNow(_search((former and former.title) or words_of(tail.partition(";")[0])))


def _search(words: str) -> str:
    """The search with these words; the list of videos when there are none to search."""
    words = " ".join(words.split())[:100]
    return f"{reverse('search')}?{urlencode({'q': words})}" if words else "/videos/"


def _faq(community: Community) -> HttpResponse:
    faq = CollectionPage.objects.descendant_of(community.site.root_page).published()
    page = faq.filter(slug="faq-flash").first()
    return ForGood(page.url) if page else ForNow("/collections/")


def _label(community: Community, label: str) -> HttpResponse | None:
    """A category or a tag of a former site: the theme, level or keyword of that name.

    “Français - Lecture” was a tag too: the most precise of its words that we know.
    """
    names = [label, *reversed(label.split(" - "))]
    for name in dict.fromkeys(slugify(name) for name in names):
        if name and (choice := _choice(community, RENAMED.get(name, name))):
            return ForGood(f"/videos/?{urlencode(choice)}")
    # A page's address has neither capitals, accents nor spaces: this was a label.
    return None if SLUG.fullmatch(label) else ForNow(_search(words_of(label)))


def _choice(community: Community, name: str) -> dict[str, str] | None:
    """The choice of the list of videos that a word means."""
    themes = list(Theme.objects.filter(community=community))
    for theme in themes:
        if name in {theme.slug, slugify(theme.label)}:
            return {"theme": theme.slug}
    for parameter, model in [("niveau", Level), ("mot-cle", Keyword)]:
        if model.objects.filter(community=community, slug=name).exists():
            return {parameter: name}
    return None


def _profile(community: Community, name: str) -> HttpResponse:
    """The page of a contributor of that name, when they show one."""
    known = Contributor.objects.published().filter(community=community, slug=slugify(name))
    if known.exists():
        return ForGood(reverse("contributor", args=[slugify(name)]))
    return ForNow(_search(words_of(name)))


def _page(path: str) -> HttpResponse | None:
    below = (target for pattern, target in BELOW if re.fullmatch(pattern, path))
    target = PAGES.get(path) or next(below, None)
    return ForGood(target) if target else None
