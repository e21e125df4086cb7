from django.urls import include, path

from videos import (
    access_views,
    audience_views,
    contributors,
    drafts,
    follow_up,
    following_views,
    report_views,
    views,
)
from videos.captions import views as captions
from videos.conversation import views as conversation
from videos.resources import resources
from videos.rights import views as rights
from videos.serving import views as serving
from videos.uploads import views as uploads

space = [
    path("", follow_up.my_videos, name="my_videos"),
    path("<int:pk>/", views.submission_edit, name="submission_edit"),
    path("<int:pk>/suivi/", follow_up.submission_follow, name="submission_follow"),
    path("<int:pk>/suivi/remarques/<int:note>/", follow_up.remark_done, name="remark_done"),
    path("<int:pk>/retirer/", follow_up.submission_withdraw, name="submission_withdraw"),
    path("<int:pk>/etapes/<slug:name>/", views.submission_step, name="submission_step"),
    path("<int:pk>/fichier/", views.submission_file, name="submission_file"),
    path("<int:pk>/brouillon/", drafts.save, name="draft_save"),
    path("<int:pk>/etat/", drafts.state, name="draft_state"),
    path("<int:pk>/envoi/", uploads.create, name="upload_create"),
    path("<int:pk>/sous-titres/lire/", captions.read_captions, name="captions_read"),
    path("<int:pk>/sous-titres.<slug:kind>", captions.download, name="captions_download"),
    path("<int:pk>/droits/", rights.renew, name="rights_renew"),
    path(
        "<int:pk>/autorisation-<slug:kind>.<slug:form>",
        rights.authorisation,
        name="rights_authorisation",
    ),
]

media = [
    path("video.mp4", serving.video, name="media_video"),
    path("video-<int:short_side>.mp4", serving.rendition, name="media_rendition"),
    path("affiche.jpg", serving.poster, name="media_poster"),
    path("affiche.webp", serving.poster_webp, name="media_poster_webp"),
    path("carte.jpg", serving.card, name="media_card"),
    path("carte.webp", serving.card_webp, name="media_card_webp"),
    path("proposition-<int:number>.jpg", serving.proposal, name="media_proposal"),
    path("apercus.jpg", serving.storyboard, name="media_storyboard"),
    path("apercus.vtt", serving.storyboard_track, name="media_storyboard_track"),
    path("sous-titres.vtt", serving.captions_track, name="media_captions"),
    path("telecharger/", serving.download, name="media_download"),
    path("original/", serving.original, name="media_original"),
]

audience = [
    path("vue/", audience_views.view, name="video_view"),
    path("merci/", audience_views.thanks, name="video_thanks"),
    path("essai/", audience_views.try_out, name="video_try_out"),
    path("favori/", following_views.favourite, name="video_favourite"),
    path("contribuer/", conversation.contribute, name="contribute"),
    path("contributions/", conversation.contributions, name="contributions"),
]

urlpatterns = [
    path("proposer/", views.propose, name="propose"),
    path("proposer/acces/", access_views.access_request, name="access_request"),
    path("proposer/brouillon/", drafts.draft, name="draft"),
    path("proposer/mots-cles/", drafts.keyword_suggestions, name="keyword_suggestions"),
    path("mon-espace/", follow_up.my_space, name="my_space"),
    path("mon-espace/mes-videos/", include(space)),
    path("ressources/", resources, name="resources"),
    path("mon-espace/contributions/", conversation.own_contributions, name="my_contributions"),
    path("mon-espace/contributions/<int:pk>/", conversation.correct, name="contribution_correct"),
    path("mon-espace/favoris/", following_views.favourites, name="favourites"),
    path("mon-espace/abonnements/", following_views.follows, name="follows"),
    path("suivre/theme/<slug:slug>/", following_views.follow_theme, name="follow_theme"),
    path(
        "suivre/contributeur/<slug:slug>/",
        following_views.follow_contributor,
        name="follow_contributor",
    ),
    path("messages-du-jour/arreter/<str:token>/", following_views.stop, name="daily_message_stop"),
    path("signaler/", report_views.report, name="report"),
    path("signaler/merci/", report_views.sent, name="report_sent"),
    path("mon-espace/profil/", contributors.profile, name="profile"),
    path("contributeurs/<slug:slug>/", contributors.contributor, name="contributor"),
    path(
        "contributeurs/<slug:slug>/portrait.webp",
        contributors.picture,
        name="contributor_picture",
    ),
    path("mon-espace/envois/<uuid:uuid>/", uploads.upload, name="upload"),
    path("medias/<uuid:uuid>/", include(media)),
    path("videos/<int:pk>/", include(audience)),
    path("pieces-jointes/<uuid:uuid>/", serving.attachment, name="attachment"),
    path("preuves/<uuid:uuid>/", rights.proof, name="rights_proof"),
    path("signaler/retrait/<int:page_id>/", rights.ask_takedown, name="takedown_ask"),
    path("signaler/retrait/<int:page_id>/merci/", rights.takedown_asked, name="takedown_asked"),
    path("relecture/<str:token>/", serving.review_link, name="review_link"),
]
