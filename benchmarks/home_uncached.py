"""What the home page costs to make: see `benchmarks/serving/uncached.py`."""

from benchmarks.serving.uncached import compare

if __name__ == "__main__":
    compare("home page", lambda video: "/")
