class Refused(Exception):
    """The file is at fault. `code` never changes, `figures` are what a sentence needs."""

    def __init__(self, code: str, **figures: float | str):
        super().__init__(code, figures)
        self.code = code
        self.figures = figures


class ProcessingFailed(Exception):
    """The machine is at fault (killed, too slow, disk full): the same file may pass later."""

    def __init__(self, code: str, detail: str = ""):
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
