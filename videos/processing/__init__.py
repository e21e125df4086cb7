"""From a file that somebody sent to a video that plays everywhere.

Knows ffmpeg and files; knows nothing of pages, members or words. `probe` says what a file is, or
raises `Refused` with a stable code and figures: the file is at fault. `transcode` makes what is
served, `pick_poster` its poster again. `ProcessingFailed` means that the machine is at fault, and
that trying again makes sense.
"""

from .pictures import Storyboard
from .probing import Limits, Probe, probe
from .sandbox import sandbox
from .transcoding import MadeRendition, Output, pick_poster, transcode
from .verdicts import ProcessingFailed, Refused

__all__ = [
    "Limits",
    "MadeRendition",
    "Output",
    "Probe",
    "ProcessingFailed",
    "Refused",
    "Storyboard",
    "pick_poster",
    "probe",
    "sandbox",
    "transcode",
]
