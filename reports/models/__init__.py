"""Papers that a worker makes, and who was told of them."""

from reports.models.papers import (
    CODE_LENGTH,
    LETTERS,
    WORKS_HERE,
    AnswersPaper,
    AnswersPaperFile,
    Certificate,
    CertificateFile,
    Edition,
    EditionFile,
    EditionQuerySet,
    HandoverPaper,
    HandoverPaperFile,
    Printed,
    PrintedQuerySet,
    ReportNotice,
    new_code,
)
from reports.models.profiles import ProfilePaper, ProfilePaperFile

__all__ = [
    "CODE_LENGTH",
    "LETTERS",
    "WORKS_HERE",
    "AnswersPaper",
    "AnswersPaperFile",
    "Certificate",
    "CertificateFile",
    "Edition",
    "EditionFile",
    "EditionQuerySet",
    "HandoverPaper",
    "HandoverPaperFile",
    "Printed",
    "PrintedQuerySet",
    "ProfilePaper",
    "ProfilePaperFile",
    "ReportNotice",
    "new_code",
]
