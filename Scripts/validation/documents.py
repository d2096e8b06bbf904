"""Documents: lists of byte strings, read from files and written as folders of numbered text files."""

import hashlib
import json
import os

LONGEST = 4096
PROSE = 2048


def key(content):
    """What orders documents and seeds randomness: their content."""
    return hashlib.sha256(content).digest()


def pieces(text, least):
    """A text cut at the first line end after each `least` bytes, or behind a line that is longer than that."""
    found, piece = [], b""
    for line in text.splitlines(keepends=True):
        while len(line) > 4 * least:
            found.append(piece + line[:least])
            piece, line = b"", line[least:]
        piece += line
        if len(piece) >= least:
            found.append(piece)
            piece = b""
    return found + [piece] if piece.strip() else found


def strings(value):
    """The strings of a JSON value, in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings(member)


def read_file(path):
    with open(path, "rb") as source:
        content = source.read()
    if path.endswith(".files"):
        return [piece for file in content.split(b"\0") for piece in pieces(file, LONGEST)]
    if path.endswith(".jsonl"):
        records = ("\n".join(strings(json.loads(line))) + "\n" for line in content.splitlines() if line.strip())
        return pieces("".join(records).encode(), PROSE)
    return pieces(content, PROSE)


def read(path):
    """Documents of a file, or of a folder's files: .files are cut at NUL bytes, .jsonl at records, text at line ends.

    Each distinct document comes once, in the order of a hash of its content, so that every prefix is a sample.
    """
    names = [path]
    if os.path.isdir(path):
        names = [os.path.join(folder, name) for folder, _, files in os.walk(path) for name in files]
    found = {document for name in names for document in read_file(name)}
    return sorted(found, key=key)


def size(documents):
    return sum(map(len, documents))


def prefix(documents, limit):
    """The first documents with `limit` bytes in all, the last of them cut; fewer where there is less."""
    found, rest = [], limit
    for document in documents:
        if rest <= 0:
            break
        found.append(document[:rest])
        rest -= len(document)
    return found


def shares(documents, *limits):
    """Consecutive parts of a list of documents with so many bytes each, and what is left."""
    found, start = [], 0
    for limit in limits:
        part = prefix(documents[start:], limit)
        found.append(part)
        start += len(part)
    return *found, documents[start:]


def write(documents, folder):
    os.makedirs(folder)
    for number, document in enumerate(documents):
        with open(os.path.join(folder, f"{number:05}.txt"), "wb") as out:
            out.write(document)


def load(folder):
    """Documents in the order in which they were written."""
    found = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as source:
            found.append(source.read())
    return found
