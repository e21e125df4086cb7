"""Image rights: what authors declare, the register that keeps it, and what ends it."""

from videos.rights.completeness import obstacles, problems

__all__ = ["obstacles", "problems"]
