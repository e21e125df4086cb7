"""Captions: their texts, what makes them easy to read, and where an author's are kept."""

from videos.captions.webvtt_texts import Cue, cues, parse, serialise, validate_webvtt

__all__ = ["Cue", "cues", "parse", "serialise", "validate_webvtt"]
