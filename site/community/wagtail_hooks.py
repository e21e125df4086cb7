from wagtail import hooks

from community.groups import own_pages


@hooks.register("construct_page_chooser_queryset")
def only_ones_own_communities(pages, request):
    """Wagtail's chooser shows every tree, drafts included: titles would leak."""
    return own_pages(pages, request.user)
