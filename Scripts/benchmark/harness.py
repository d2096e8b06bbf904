"""What the rows have in common: the shared texts, the clock, the table."""

import glob
import json
import os
import subprocess
import time

ROUNDS = 5


def run(command, **options):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, **options)


def seconds(command):
    """The time of a whole program whose output goes nowhere."""
    with open(os.devnull, "w") as sink:
        return timed(lambda: subprocess.run(
            [str(part) for part in command], check=True, stdout=sink, stderr=subprocess.DEVNULL))


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best(*sides, rounds=ROUNDS):
    """The least seconds of each side. The sides take turns, so that a slow moment of a shared machine hits none alone."""
    times = [[] for _ in sides]
    for _ in range(rounds):
        for side, taken in zip(sides, times):
            taken.append(side())
    return [min(taken) for taken in times]


def peak_kib(command):
    with open(os.devnull, "w") as sink:
        report = subprocess.run(
            ["/usr/bin/time", "-f", "%M", *[str(part) for part in command]],
            check=True, stdout=sink, stderr=subprocess.PIPE, text=True)
    return int(report.stderr.split()[-1])


def mbps(size, duration):
    return f"{size / duration / 1e6:.1f}"


class Bench:
    """A run: where programs and texts lie, and the rows so far."""

    def __init__(self, options, scratch):
        self.bin = options.bin
        self.shared = options.shared
        self.quick = options.quick
        self.scratch = scratch
        self.rows = []

    def assay_bench(self, *arguments):
        return [f"{self.bin}/assay-bench", *arguments]

    def add(self, name, ours, theirs, ratio, least, unit):
        """A row: both figures in a unit, and a ratio that is the better for assay the larger it is."""
        row = {"row": name, "assay": ours, "peer": theirs, "ratio": round(ratio, 3), "least": least, "unit": unit}
        self.rows.append(row)
        verdict = "ok" if ratio >= least else "BELOW"
        print(f"{name:<60} {ours:>9} {theirs:>9} {unit:<14} {ratio:>8.3f} {least:>6} {verdict}", flush=True)

    def add_speed(self, name, size, ours, theirs, least):
        """A row of two durations for as many bytes."""
        self.add(name, mbps(size, ours), mbps(size, theirs), theirs / ours, least, "MB/s")

    def skip(self, name, why):
        self.rows.append({"row": name, "skipped": why})
        print(f"{name:<60} skipped: {why}", flush=True)

    def head(self):
        print(f"{'row':<60} {'assay':>9} {'peer':>9} {'unit':<14} {'ratio':>8} {'least':>6}")

    def shared_files(self, *folders):
        files = []
        for folder in folders:
            files += sorted(glob.glob(os.path.join(self.shared, "data/corpora", folder, "*")))
        return files

    def plain_text(self, megabytes):
        """A text file of the given size: the shared prose and wiki, over and over."""
        path = os.path.join(self.scratch, f"plain-{megabytes}.txt")
        if not os.path.exists(path):
            content = b"".join(open(file, "rb").read() for file in self.shared_files("prose", "wiki"))
            with open(path, "wb") as out:
                for _ in range(0, megabytes * 1_000_000, len(content)):
                    out.write(content)
        return path

    def pages(self, size=100_000_000):
        """Records of 3,000 characters of the shared prose, over and over up to a size."""
        texts = [open(path, encoding="utf-8", newline="").read() for path in self.shared_files("prose")]
        while size > 0:
            for text in texts:
                for at in range(0, len(text), 3000):
                    page = {"id": at, "url": f"https://example.org/{at}", "text": text[at:at + 3000]}
                    size -= len(page["text"].encode())
                    yield page
                if size <= 0:
                    return

    def short_pages(self):
        """Documents of about 2,000 characters of the shared prose and wiki, cut at lines."""
        for path in self.shared_files("prose", "wiki"):
            part, size = [], 0
            for line in open(path, encoding="utf-8-sig", errors="replace", newline="\n"):
                part.append(line)
                size += len(line)
                if size >= 2000:
                    yield "".join(part)
                    part, size = [], 0

    def documents(self):
        """The short pages as a file of JSON Lines, and their texts."""
        path = os.path.join(self.scratch, "documents.jsonl")
        texts = list(self.short_pages())
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(json.dumps({"id": at, "text": text}) + "\n" for at, text in enumerate(texts))
        return path, texts
