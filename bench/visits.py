"""Eight readers at once: how long a page takes the server, beside a bare view in the same run."""

import re
import socket
import statistics
import threading
import time

READERS, ROUNDS = 8, 5
# A round is a share of a second or so of each, whatever the page costs.
VISITS, BARE_VISITS = 96, 800
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


def times_bare(port: int, path: str, bare: str, *, cookie: str = "") -> float:
    """The page's time over the bare view's, in turns; the median of the rounds' ratios."""
    took(port, path, READERS, cookie)
    took(port, bare, READERS, cookie)
    ratios = []
    for _round in range(ROUNDS):
        page = took(port, path, VISITS, cookie) / VISITS
        ratios.append(page / (took(port, bare, BARE_VISITS, cookie) / BARE_VISITS))
    return statistics.median(ratios)


def asking(port: int, path: str, cookie: str) -> bytes:
    """What a browser sends for a page."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip\r\n"
        f"Accept-Language: fr\r\n{f'Cookie: {cookie}' if cookie else 'X-None: 1'}\r\n\r\n"
    ).encode()


def one_by_one(port: int, path: str, visits: int, cookie: str) -> list[float]:
    """Seconds of each visit of one reader, who waits for the whole page before the next."""
    request, times = asking(port, path, cookie), []
    with socket.create_connection(("127.0.0.1", port), timeout=60) as wire:
        for _visit in range(visits):
            began = time.perf_counter()
            wire.sendall(request)
            answer(wire)
            times.append(time.perf_counter() - began)
    return times


def took(port: int, path: str, visits: int, cookie: str) -> float:
    """Seconds until the readers together have read the page that many times."""
    request = asking(port, path, cookie)
    failures: list[str] = []
    readers = [
        threading.Thread(target=read, args=(port, request, visits // READERS, failures))
        for _reader in range(READERS)
    ]
    began = time.perf_counter()
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    if failures:
        raise SystemExit(f"{path}: {failures[0]}")
    return time.perf_counter() - began


def read(port: int, request: bytes, visits: int, failures: list[str]) -> None:
    """One reader on one connection; anything but a whole page is a failure."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as wire:
            for _visit in range(visits):
                wire.sendall(request)
                answer(wire)
    except (OSError, ValueError) as error:
        failures.append(str(error))


def answer(wire: socket.socket) -> None:
    """Reads one answer to its end."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += more(wire)
    head, body = got.split(b"\r\n\r\n", 1)
    if not head.startswith(b"HTTP/1.1 200"):
        raise ValueError(head.splitlines()[0].decode())
    length = LENGTH.search(head + b"\r\n")
    if length is None:
        raise ValueError("an answer without its length")
    missing = int(length.group(1)) - len(body)
    while missing > 0:
        missing -= len(more(wire))


def more(wire: socket.socket) -> bytes:
    if part := wire.recv(65536):
        return part
    raise ValueError("the connection was closed")
