from newsletter.models.pages import IssueItem, IssuePage, NewsletterPage
from newsletter.models.sendings import Delivery, DeliveryState, Sending
from newsletter.models.subscribers import Subscriber, SubscriberState

__all__ = [
    "Delivery",
    "DeliveryState",
    "IssueItem",
    "IssuePage",
    "NewsletterPage",
    "Sending",
    "Subscriber",
    "SubscriberState",
]
