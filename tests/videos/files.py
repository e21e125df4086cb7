"""Every file that a preparation leaves, a few bytes each: enough for who may read them."""

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from videos.models import Rendition, VideoMedia

CAPTIONS = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour\n"
STORYBOARD = {
    "interval": 2.0,
    "columns": 3,
    "rows": 2,
    "count": 5,
    "tile_width": 160,
    "tile_height": 90,
}
SIZES = [(426, 240), (854, 480), (1280, 720)]


def fill(media: VideoMedia) -> VideoMedia:
    """Give a media all the files of `videos.preparation`, in a folder of its own."""
    folder = media.new_folder()
    kept = {}
    pictures = ["poster.jpg", "poster.webp", "card.jpg", "card.webp", "storyboard.jpg"]
    for name in [*pictures, "proposal-1.jpg", "proposal-2.jpg", "proposal-3.jpg"]:
        kept[name] = storages["private"].save(f"{folder}/{name}", ContentFile(name.encode()))
    media.renditions.all().delete()
    for width, height in SIZES:
        file = ContentFile(f"video {height:04}".encode())
        name = storages["private"].save(f"{folder}/{height}.mp4", file)
        Rendition.objects.create(media=media, file=name, width=width, height=height, size=10)
    media.folder = folder
    media.thumbnail, media.card = kept["poster.jpg"], kept["card.jpg"]
    media.proposed_moments, media.storyboard = [1.0, 4.0, 7.0], STORYBOARD
    media.captions = CAPTIONS
    media.original_name = "Ma dictée.MOV"
    media.duration = 9.3
    media.save()
    return media


def watched_addresses(media: VideoMedia) -> list[str]:
    """All that whoever watches a media is sent."""
    return [
        media.url,
        *(rendition.url for rendition in media.renditions.all()),
        media.poster_url,
        media.poster_webp_url,
        media.card_url,
        media.card_webp_url,
        *media.proposal_urls,
        media.storyboard_url,
        media.storyboard_track_url,
        media.captions_url,
    ]
