"""The seek bar's pictures: which tile of a storyboard shows which seconds of a video."""

MILLISECONDS = 1000


def track(storyboard: dict, *, duration: float | None, address: str) -> str:
    """Return the WebVTT text that players read: one cue a tile, `#xywh=` naming its place.

    `storyboard` is what the preparation wrote (seconds, pixels); `duration` is in seconds;
    `address` is where the picture of all the tiles is.
    """
    interval, columns = storyboard["interval"], storyboard["columns"]
    width, height = storyboard["tile_width"], storyboard["tile_height"]
    lines = ["WEBVTT", ""]
    for number in range(storyboard["count"]):
        start, end = number * interval, (number + 1) * interval
        if number + 1 == storyboard["count"] and duration:
            end = max(duration, start + 0.001)
        row, column = divmod(number, columns)
        lines += [
            f"{_clock(start)} --> {_clock(end)}",
            f"{address}#xywh={column * width},{row * height},{width},{height}",
            "",
        ]
    return "\n".join(lines)


def _clock(seconds: float) -> str:
    whole, milliseconds = divmod(round(seconds * MILLISECONDS), MILLISECONDS)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"
