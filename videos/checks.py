from django.core.checks import Warning, register
from django.utils.translation import gettext as _

from videos.processing import sandbox


@register(deploy=True)
def ffmpeg_is_confined(app_configs, **kwargs):
    """Say it when nothing keeps ffmpeg from the network: it reads files that strangers send."""
    if sandbox() != "none":
        return []
    return [
        Warning(
            _("Nothing confines ffmpeg on this machine: install bubblewrap, or allow `unshare`."),
            id="videos.W001",
        )
    ]
