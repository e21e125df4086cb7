"""How often something may be done, counted in the cache under keys that tell nothing."""

import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac


def allow(action: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count one more `action` by `who`, or return False when that would be too many.

    `who` (an address, an origin) is only kept as a keyed hash, for that number of seconds.
    """
    digest = salted_hmac("community.throttling", f"{action} {who}", algorithm="sha256").hexdigest()
    key = f"throttling:{action}:{digest}"
    now = time.time()
    recent = [then for then in cache.get(key, []) if then > now - seconds]
    if len(recent) >= limit:
        return False
    cache.set(key, [*recent, now], seconds)
    return True
