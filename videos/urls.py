from django.urls import path

from videos import drafts, serving, views
from videos.uploads import views as uploads

urlpatterns = [
    path("proposer/", views.propose, name="propose"),
    path("proposer/brouillon/", drafts.draft, name="draft"),
    path("mon-espace/", views.my_space, name="my_space"),
    path("mon-espace/mes-videos/", views.my_videos, name="my_videos"),
    path("mon-espace/mes-videos/<int:pk>/", views.submission_edit, name="submission_edit"),
    path("mon-espace/mes-videos/<int:pk>/fichier/", views.submission_file, name="submission_file"),
    path("mon-espace/mes-videos/<int:pk>/brouillon/", drafts.save, name="draft_save"),
    path("mon-espace/mes-videos/<int:pk>/etat/", drafts.state, name="draft_state"),
    path("mon-espace/mes-videos/<int:pk>/envoi/", uploads.create, name="upload_create"),
    path("mon-espace/envois/<uuid:uuid>/", uploads.upload, name="upload"),
    path("medias/<uuid:uuid>/video.mp4", serving.video, name="media_video"),
    path("medias/<uuid:uuid>/affiche.jpg", serving.poster, name="media_poster"),
    path("medias/<uuid:uuid>/carte.jpg", serving.card, name="media_card"),
    path("medias/<uuid:uuid>/sous-titres.vtt", serving.captions, name="media_captions"),
]
