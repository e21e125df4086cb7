"""What the page of a video costs to make: see `benchmarks/serving/uncached.py`."""

from benchmarks.serving.uncached import compare

if __name__ == "__main__":
    compare("video page", lambda video: video.get_url_parts()[2])
