"""Outgoing messages: one text file each, first line the subject, sent as text and as HTML."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from community.context import current_community
from community.models import Community


def send_message(template: str, *, to: str, community: Community | None, **context) -> None:
    """Send `<template>.txt` to one person, in the community's layout and from its address."""
    text = render_to_string(f"{template}.txt", context | {"community": community}).strip()
    subject, _, body = text.partition("\n")
    deliver(subject.strip(), body.strip(), to=to, community=community)


def deliver(
    subject: str,
    body: str,
    *,
    to: str,
    community: Community | None,
    headers: dict[str, str] | None = None,
) -> None:
    """Send these words to one person, as text and as HTML."""
    message = EmailMultiAlternatives(
        subject=subject,
        body=body + "\n",
        from_email=community.from_email if community else None,
        to=[to],
        headers=headers,
        reply_to=[community.contact_address] if community and community.contact_address else None,
    )
    html = {"body": body, "subject": subject, "community": community}
    message.attach_alternative(render_to_string("layouts/email.html", html), "text/html")
    message.send()


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False  # an account is made by asking for a code

    def send_mail(self, template_prefix, email, context):
        """Send the messages of django-allauth in our layout."""
        request = context["request"]
        send_message(template_prefix, to=email, community=current_community(request), **context)
