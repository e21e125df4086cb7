from django.core.paginator import Page as PageOfResults
from django.core.paginator import Paginator
from django.http import HttpRequest

PER_PAGE = 12


def paginate(results, request: HttpRequest, *, per_page: int = PER_PAGE) -> PageOfResults:
    """Return the page of results asked for in the address, or the nearest one that exists."""
    return Paginator(results, per_page).get_page(request.GET.get("page"))
