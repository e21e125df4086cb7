"""What is inside the documents that members send: told by their content, never by their name."""

from videos.documents.checking import EXTENSIONS, Document, Refused, examine

__all__ = ["EXTENSIONS", "Document", "Refused", "examine"]
