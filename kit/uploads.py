"""A file that is too large is not stored: the form says so instead of a bare refusal."""

from typing import Any

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

LARGEST_FILE = 10 * 1024 * 1024


class Bounded(TemporaryFileUploadHandler):
    """Writes what comes in to a file of the moment; beyond the limit it is dropped and remembered."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > LARGEST_FILE:
            self.file.close()
            self.request.too_large_file = True  # type: ignore[union-attr]
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


def is_too_large(request: Any) -> bool:
    """True when the request brought a file that was too large."""
    return getattr(request, "too_large_file", False)
