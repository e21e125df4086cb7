"""Captions: their texts, what makes them easy to read, and where an author's are kept."""

from videos.captions.approval import hand_over, pending, take_back
from videos.captions.webvtt_texts import (
    Cue,
    TimedCue,
    cues,
    parse,
    serialise,
    timed,
    validate_webvtt,
)

__all__ = [
    "Cue",
    "TimedCue",
    "cues",
    "hand_over",
    "parse",
    "pending",
    "serialise",
    "take_back",
    "timed",
    "validate_webvtt",
]
