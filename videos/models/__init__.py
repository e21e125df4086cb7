from videos.models.attachments import Attachment
from videos.models.audience import DailyViews, Thanks, TryOut
from videos.models.collections import CollectionIndexPage, CollectionPage, CollectionVideo
from videos.models.media import MediaStateChange, Rendition, VideoMedia
from videos.models.pages import VideoIndexPage, VideoPage
from videos.models.review import (
    DecisionReason,
    ReviewNote,
    VideoReviewTask,
    VideoReviewTaskState,
)
from videos.models.rights import RightsEntry, RightsProof, TakedownRequest, WithdrawnVideo
from videos.models.submissions import VideoSubmission
from videos.models.uploads import Upload

__all__ = [
    "Attachment",
    "CollectionIndexPage",
    "CollectionPage",
    "CollectionVideo",
    "DailyViews",
    "DecisionReason",
    "MediaStateChange",
    "Rendition",
    "ReviewNote",
    "RightsEntry",
    "RightsProof",
    "TakedownRequest",
    "Thanks",
    "TryOut",
    "Upload",
    "VideoIndexPage",
    "VideoMedia",
    "VideoPage",
    "VideoReviewTask",
    "VideoReviewTaskState",
    "VideoSubmission",
    "WithdrawnVideo",
]
