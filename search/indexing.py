"""Keeping the index: called when a page is published or taken off, and to rebuild it all."""

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from wagtail.models import Page

from editorial.models import EditorialPage
from search.models import SearchEntry

CONFIG = "french_unaccent"


def index_page(page: Page) -> None:
    """Record the words of a page that is live; forget those of any other."""
    page = page.specific
    if not (page.live and isinstance(page, EditorialPage)):
        return forget_page(page)
    document = page.search_document()
    weights = {"A": document.title, "B": document.labels, "C": document.body, "D": document.speech}
    vector = None
    for weight, words in weights.items():
        part = SearchVector(Value(words), weight=weight, config=CONFIG)
        vector = part if vector is None else vector + part
    SearchEntry.objects.update_or_create(
        page_id=page.pk, defaults={"extract": document.extract, "vector": vector}
    )


def forget_page(page: Page) -> None:
    SearchEntry.objects.filter(page_id=page.pk).delete()


def rebuild() -> int:
    """Index every live page again, and return their number."""
    pages = Page.objects.live().specific().iterator(chunk_size=100)
    count = 0
    for page in pages:
        index_page(page)
        count += 1
    SearchEntry.objects.exclude(page__live=True).delete()
    return count
