"""What scans on many machines cost, measured on this one. Started by Scripts/test-engines --measure.

Times are of the processor and of the clock: on a machine that does something else too, only the first mean much.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import tempfile
import time

import corpus


class Measure:
    def __init__(self, binary, folder, gigabytes):
        self.binary = os.path.abspath(binary)
        self.folder = folder
        self.gigabytes = gigabytes

    def path(self, name):
        return os.path.join(self.folder, name)

    def records(self, gigabytes):
        """A file of JSON Lines of that size, all records different: later ones are earlier ones in other alphabets."""
        path = self.path("records.jsonl")
        size = int(gigabytes * 1e9)
        if os.path.exists(path) and os.path.getsize(path) >= size:
            os.truncate(path, size)
            return path
        chance = random.Random(4)
        base = b"".join(b'{"text": "%s"}\n' % text.upper().encode() for text in corpus.paragraphs(chance, 60_000))
        letters = bytes(range(65, 91))
        with open(path, "wb") as file:
            while file.tell() < size:
                permuted = bytes(chance.sample(letters, len(letters)))
                file.write(base.translate(bytes.maketrans(letters, permuted)))
        return self.records(gigabytes)

    def start(self, *arguments):
        return subprocess.Popen([self.binary, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def time(self, *commands):
        """Processor seconds, seconds by the clock and peak memory in MiB of commands that run side by side."""
        start = time.monotonic()
        processor, peak = 0, 0
        for process in [self.start(*command) for command in commands]:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            assert process.returncode == 0, process.args
            processor += usage.ru_utime + usage.ru_stime
            peak = max(peak, usage.ru_maxrss / 1024)
        return processor, time.monotonic() - start, peak

    def plan(self, corpus, *options):
        self.time(["plan", corpus, "-o", self.path("plan.jsonl"), *options])

    def scan(self, parts=1):
        """Scans the plan in that many processes of one thread each, from nothing."""
        shutil.rmtree(self.path("units"), ignore_errors=True)
        return self.time(*(
            ["scan", "--plan", self.path("plan.jsonl"), "--part", f"{part + 1}/{parts}", "--threads", "1", "--output",
             self.path("units")] for part in range(parts)))

    # Each method below is a row; its name is what the command line calls it.

    def workers(self):
        """One file on one worker and on two."""
        self.plan(self.records(self.gigabytes), "--unit-size", "64MiB")
        one, two = [], []
        for _ in range(2):
            alone, together = self.scan(), self.scan(2)
            one.append(alone[1])
            two.append(together[1])
            print(
                f"workers: one {alone[1]:.2f} s ({alone[0]:.2f} of the processor), two {together[1]:.2f} s "
                f"({together[0]:.2f})", flush=True)
        rounds = ", ".join(f"{a / b:.2f}" for a, b in zip(one, two))
        print(
            f"workers: {self.gigabytes} GB of JSON Lines on one {min(one):.2f} s, on two {min(two):.2f} s: "
            f"{min(one) / min(two):.2f} times as fast (rounds: {rounds})", flush=True)

    def size(self):
        """Stream against the size of the corpus."""
        sizes, stream = [], []
        for divisor in (1, 2, 4, 8):
            gigabytes = self.gigabytes / divisor
            self.plan(self.records(gigabytes))
            processor, clock, peak = min(self.scan() for _ in range(3))
            print(
                f"size: {gigabytes} GB, stream {processor:.2f} s of the processor ({clock:.2f} s by the clock, "
                f"{peak:.0f} MiB)", flush=True)
            sizes.append(gigabytes)
            stream.append(processor)
        slope, intercept = statistics.linear_regression(sizes, stream)
        residuals = [time - slope * size - intercept for size, time in zip(sizes, stream)]
        share = 1 - sum(r * r for r in residuals) / (statistics.pvariance(stream) * len(stream))
        print(
            f"size: stream = {slope:.3f} s/GB × size {intercept:+.3f} s, R² = {share:.5f}, residuals "
            f"{', '.join(f'{r:+.3f}' for r in residuals)} s", flush=True)

    def estimate(self):
        """Report against the size of the corpus."""
        for divisor in (1, 2, 4, 8):
            gigabytes = self.gigabytes / divisor
            self.plan(self.records(gigabytes))
            self.scan()
            self.time(["merge", self.path("units"), "-o", self.path("whole.assay")])
            processor, _, peak = self.time(["report", self.path("whole.assay"), "--threads", "1", "--budget", "1MiB"])
            print(
                f"estimate: {gigabytes} GB, report {processor:.2f} s of the processor, {peak:.0f} MiB, summary "
                f"{os.path.getsize(self.path('whole.assay')) / 2**20:.1f} MiB", flush=True)

    def merge(self):
        """A thousand summaries, and then those of full size."""
        self.plan(self.records(self.gigabytes), "--unit-size", str(int(self.gigabytes * 1e6)))
        self.scan()
        units = os.listdir(self.path("units"))
        bytes = sum(os.path.getsize(os.path.join(self.path("units"), name)) for name in units)
        processor, clock, peak = self.time(["merge", self.path("units"), "-o", self.path("merged.assay")])
        print(
            f"merge: {len(units)} summaries, {bytes / 2**20:.0f} MiB in all, {processor:.1f} s of the processor, "
            f"peak {peak:.0f} MiB, result {os.path.getsize(self.path('merged.assay')) / 2**20:.1f} MiB", flush=True)

    def full(self):
        """Summaries whose samples are full: what a task of a large corpus hands on."""
        self.plan(self.records(self.gigabytes), "--unit-size", "128MiB")
        self.scan()
        paths = [os.path.join(self.path("units"), name) for name in os.listdir(self.path("units"))]
        sizes = [os.path.getsize(path) for path in paths]
        processor, clock, peak = self.time(["merge", *paths, "-o", self.path("merged.assay")])
        print(
            f"full: {len(paths)} summaries of 128 MiB each, median {statistics.median(sizes) / 2**20:.1f} MiB; merged "
            f"in {processor / len(paths):.3f} s of the processor each, peak {peak:.0f} MiB", flush=True)

    def begin(self):
        """How long a process takes that does nothing."""
        self.plan(os.devnull)
        with open(self.path("plan.jsonl")) as file:
            header = file.readline()
        with open(self.path("plan.jsonl"), "w") as file:
            file.write(header)
        version = [self.time(["--version"])[1] * 1000 for _ in range(50)]
        scan = [self.time(["scan", "--plan", self.path("plan.jsonl"), "--output", self.path("units")])[1] * 1000
                for _ in range(50)]
        print(
            f"begin: {os.path.getsize(self.binary) / 2**20:.1f} MiB, --version {min(version):.1f} ms (median "
            f"{statistics.median(version):.1f}), scan of an empty plan {min(scan):.1f} ms ({statistics.median(scan):.1f})")


def main():
    rows = ["begin", "workers", "merge", "full", "size", "estimate"]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--gigabytes", type=float, default=4)
    parser.add_argument("--folder", help="where the data lie; kept for the next time")
    parser.add_argument("rows", nargs="*", help=" ".join(rows))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="assay-measure-") as scratch:
        folder = options.folder or scratch
        os.makedirs(folder, exist_ok=True)
        measure = Measure(options.binary, folder, options.gigabytes)
        for row in options.rows or rows:
            getattr(measure, row)()


if __name__ == "__main__":
    main()
