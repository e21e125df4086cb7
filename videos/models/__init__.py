from videos.models.collections import CollectionIndexPage, CollectionPage, CollectionVideo
from videos.models.media import Rendition, VideoMedia
from videos.models.pages import VideoIndexPage, VideoPage
from videos.models.review import VideoReviewTask
from videos.models.submissions import VideoSubmission

__all__ = [
    "CollectionIndexPage",
    "CollectionPage",
    "CollectionVideo",
    "Rendition",
    "VideoIndexPage",
    "VideoMedia",
    "VideoPage",
    "VideoReviewTask",
    "VideoSubmission",
]
