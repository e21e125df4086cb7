"""Small films for the demonstration: a title, a moving picture, sentences, soft music.

Nobody's face, nobody's rights: everything is drawn and composed here, from a seed.
"""

from .film import Clip, make_clip
from .scenes import SCENES

__all__ = ["SCENES", "Clip", "make_clip"]
