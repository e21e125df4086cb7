"""Addresses under /infolettre/ that are not pages. Their first words are reserved for issues."""

from django.urls import path

from newsletter import views

urlpatterns = [
    path("abonnement/", views.subscribe, name="newsletter_subscribe"),
    path("abonnement/merci/", views.subscription_sent, name="newsletter_subscription_sent"),
    path("archives/", views.archives, name="newsletter_archives"),
    path("confirmer/<str:link>/", views.confirm, name="newsletter_confirm"),
    path("desinscription/<str:token>/", views.unsubscribe, name="newsletter_unsubscribe"),
    path("desinscription/<str:token>/annuler/", views.resubscribe, name="newsletter_resubscribe"),
]
