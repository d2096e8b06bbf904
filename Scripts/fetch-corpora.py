"""Writes one corpus to standard output. Started by Scripts/fetch-corpora.

Prose: the paragraphs of HTML pages, one a line: no headings, tables, program listings, or navigation. A paragraph that
was met before, in whichever page, is dropped, and so are one too short to be a sentence and one that was left in English.

`--code SUFFIX`: files of source code or markup up to 64 KiB, out of gzip where they are in it, each followed by a NUL byte,
in the order of a hash of their content, so that every prefix is a mixture of all packages. Character tables and test data,
which nobody wrote by hand, are dropped.
"""

import argparse
import gzip
import hashlib
import html.parser
import os
import re
import sys

SKIPPED = {"pre", "table", "script", "style", "head", "nav", "footer"}
# A translation that is not finished has whole paragraphs of English.
ENGLISH = re.compile(r"\b(the|and|of|to|is|that|with|which|this|are|can|for|it|by|be|you|from|not|will)\b")


class Paragraphs(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.skipped = 0
        self.divisions = []
        self.text = None
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag in SKIPPED:
            self.skipped += 1
        elif tag == "p" or tag == "div":
            # Publican writes <div class="para"> where others write <p>.
            starts = tag == "p" or ("class", "para") in attributes
            if tag == "div":
                self.divisions.append(starts)
            if starts:
                self.finish()
                self.text = []

    def handle_endtag(self, tag):
        if tag in SKIPPED:
            self.skipped = max(0, self.skipped - 1)
        elif tag == "p" or (tag == "div" and self.divisions and self.divisions.pop()):
            self.finish()

    def handle_data(self, data):
        if self.text is not None and not self.skipped:
            self.text.append(data)

    def finish(self):
        if self.text is not None:
            text = " ".join("".join(self.text).split())
            if len(text.encode()) >= 80:
                self.found.append(text)
        self.text = None


def is_english(text):
    return len(ENGLISH.findall(text)) > 0.12 * max(1, len(text.split()))


def paths(folders, suffix):
    for folder in folders:
        names = [os.path.join(path, name) for path, _, files in os.walk(folder) for name in files]
        yield from sorted(name for name in names if name.endswith(suffix) and os.path.isfile(name))


def prose(folders, out):
    seen = set()
    for page in paths(folders, ".html"):
        reader = Paragraphs()
        with open(page, encoding="utf-8", errors="replace") as source:
            reader.feed(source.read())
        for text in reader.found:
            if text not in seen and not is_english(text):
                seen.add(text)
                out.write(text.encode() + b"\n")


def code(folders, suffix, out):
    found = {}
    for path in paths(folders, suffix):
        if re.search("/(encodings|testdata|pydoc_data)/|_test\\.go$", path):
            continue
        with open(path, "rb") as source:
            content = source.read()
        if path.endswith(".gz"):
            content = gzip.decompress(content)
        if 0 < len(content) <= 64 << 10 and b"\0" not in content:
            found[hashlib.sha256(content).digest()] = content
    for key in sorted(found):
        out.write(found[key] + b"\0")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--code", metavar="SUFFIX", help="collect source code instead of prose")
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    if options.code:
        code(options.folders, options.code, sys.stdout.buffer)
    else:
        prose(options.folders, sys.stdout.buffer)


if __name__ == "__main__":
    main()
