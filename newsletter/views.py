"""The public side: subscribing, confirming, leaving, reading the past issues.

None of these views needs a session or a cookie: what proves who acts is the secret in the address.
That is why they are exempt from the CSRF check, which RFC 8058 requires and caches like.
"""

from functools import wraps

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from community.throttling import allow
from editorial.listing import paginate
from editorial.origin import comes_from_elsewhere
from newsletter import subscriptions
from newsletter.forms import SubscriptionForm
from newsletter.models import IssuePage, NewsletterPage
from newsletter.subscriptions import LinkExpired

REQUESTS_PER_ORIGIN = 30  # a whole school may share one address
SECONDS_PER_ORIGIN = 60 * 60


def find_newsletter(request: HttpRequest) -> NewsletterPage:
    """Return the public newsletter of the community that was asked for."""
    site = Site.find_for_request(request)
    found = site and NewsletterPage.objects.child_of(site.root_page).published().first()
    if not found:
        raise Http404
    return found


def personal_link(view):
    """Serve an address that holds a secret: kept by no cache, indexed by no robot."""

    @never_cache
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request, *args, **kwargs):
        newsletter = find_newsletter(request)
        try:
            response = view(request, newsletter, *args, **kwargs)
        except LinkExpired:
            context = {"newsletter": newsletter}
            response = render(request, "newsletter/link_expired.html", context, status=410)
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@csrf_exempt
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    newsletter = find_newsletter(request)
    form = SubscriptionForm(request.POST, community=newsletter.community)
    if comes_from_elsewhere(request):  # to be sent by hand, from our own page
        form = SubscriptionForm(
            initial={"email": request.POST.get("email", "")}, community=newsletter.community
        )
    if not form.is_valid():
        context = newsletter.get_context(request) | {"form": form}
        return render(request, newsletter.get_template(request), context)
    origin = get_adapter().get_client_ip(request)
    if not allow("request", origin, limit=REQUESTS_PER_ORIGIN, seconds=SECONDS_PER_ORIGIN):
        return render(
            request, "newsletter/too_many_requests.html", {"newsletter": newsletter}, status=429
        )
    if form.is_from_a_person:
        address = form.cleaned_data["email"]
        subscriptions.ask_for_subscription(address, community=newsletter.community)
    return redirect("newsletter_subscription_sent")


@require_safe
def subscription_sent(request: HttpRequest) -> HttpResponse:
    """Say what to do next, in the same words whatever is known of the address."""
    find_newsletter(request)
    return render(request, "newsletter/subscription_sent.html")


@require_safe
def archives(request: HttpRequest) -> HttpResponse:
    newsletter = find_newsletter(request)
    issues = IssuePage.objects.child_of(newsletter).already_sent().for_cards()
    context = {"newsletter": newsletter, "issues": paginate(issues, request)}
    return render(request, "newsletter/archives.html", context)


@personal_link
def confirm(request: HttpRequest, newsletter: NewsletterPage, link: str) -> HttpResponse:
    """Show a button; only pressing it confirms, since the scanners of mailboxes follow links."""
    subscriber = subscriptions.find_by_confirmation(link, community=newsletter.community)
    if request.method == "POST":
        subscriptions.confirm(subscriber)
    context = {"subscriber": subscriber}
    return render(request, "newsletter/confirmation.html", context)


@personal_link
def unsubscribe(request: HttpRequest, newsletter: NewsletterPage, token: str) -> HttpResponse:
    """Show a button; a POST unsubscribes, from the button or from a mailbox (RFC 8058)."""
    subscriber = subscriptions.find_by_token(token, community=newsletter.community)
    if request.method == "POST":
        subscriptions.unsubscribe(subscriber)
    context = {"subscriber": subscriber}
    return render(request, "newsletter/unsubscription.html", context)


@personal_link
def resubscribe(request: HttpRequest, newsletter: NewsletterPage, token: str) -> HttpResponse:
    subscriber = subscriptions.find_by_token(token, community=newsletter.community)
    if request.method == "POST":
        subscriptions.resubscribe(subscriber)
    context = {"subscriber": subscriber}
    return render(request, "newsletter/unsubscription.html", context)
