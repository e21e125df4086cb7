from videos.models.collections import CollectionIndexPage, CollectionPage, CollectionVideo
from videos.models.media import MediaStateChange, Rendition, VideoMedia
from videos.models.pages import VideoIndexPage, VideoPage
from videos.models.review import VideoReviewTask
from videos.models.submissions import VideoSubmission
from videos.models.uploads import Upload

__all__ = [
    "CollectionIndexPage",
    "CollectionPage",
    "CollectionVideo",
    "MediaStateChange",
    "Rendition",
    "Upload",
    "VideoIndexPage",
    "VideoMedia",
    "VideoPage",
    "VideoReviewTask",
    "VideoSubmission",
]
