from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from community.context import community_or_404
from editorial.listing import paginate
from search.finding import clean, find_pages, marked


def search(request: HttpRequest) -> HttpResponse:
    community = community_or_404(request)
    query = clean(request.GET.get("q", ""))
    results = paginate(find_pages(query, site=community.site), request)
    for page in results:
        page.extract = marked(page.headline)
        page.kind_label = page.content_type.model_class()._meta.verbose_name
    return TemplateResponse(request, "search/results.html", {"query": query, "results": results})
