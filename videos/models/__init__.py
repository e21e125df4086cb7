from videos.models.attachments import Attachment
from videos.models.audience import DailyViews, Thanks, TryOut
from videos.models.catalogue import CatalogueEntry, FormerVideo
from videos.models.collections import CollectionIndexPage, CollectionPage, CollectionVideo
from videos.models.conversation import Comment, CommentDocument, Report
from videos.models.following import Favourite, Follow, NoticePreference
from videos.models.media import MediaStateChange, Rendition, VideoMedia
from videos.models.pages import Chapter, VideoIndexPage, VideoPage
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
    "CatalogueEntry",
    "Chapter",
    "CollectionIndexPage",
    "CollectionPage",
    "CollectionVideo",
    "Comment",
    "CommentDocument",
    "DailyViews",
    "DecisionReason",
    "Favourite",
    "Follow",
    "FormerVideo",
    "MediaStateChange",
    "NoticePreference",
    "Rendition",
    "Report",
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
