"""Ratios of assay to its peers, measured in one run. Started by Scripts/bench, which installs the peers.

Every row alternates the two sides and takes the best of its rounds, so that a slow moment of a shared machine hits
neither side alone. A row whose data is absent says so.
"""

import argparse
import csv
import glob
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 5


def run(command, **options):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, **options)


def seconds(command):
    start = time.perf_counter()
    with open(os.devnull, "w") as sink:
        subprocess.run([str(part) for part in command], check=True, stdout=sink, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def peak_kib(command):
    with open(os.devnull, "w") as sink:
        report = subprocess.run(
            ["/usr/bin/time", "-f", "%M", *[str(part) for part in command]],
            check=True, stdout=sink, stderr=subprocess.PIPE, text=True)
    return int(report.stderr.split()[-1])


class Bench:
    def __init__(self, options, scratch):
        self.bin = options.bin
        self.shared = options.shared
        self.quick = options.quick
        self.scratch = scratch
        self.rows = []

    def shared_files(self, *folders):
        files = []
        for folder in folders:
            files += sorted(glob.glob(os.path.join(self.shared, "data/corpora", folder, "*")))
        return files

    def add(self, name, ours, theirs, ratio, least, unit):
        row = {"row": name, "assay": ours, "peer": theirs, "ratio": round(ratio, 3), "least": least, "unit": unit}
        self.rows.append(row)
        verdict = "ok" if ratio >= least else "BELOW"
        print(f"{name:<52} {ours:>12} {theirs:>12} {ratio:>7.3f} {least:>7} {verdict}", flush=True)

    def skip(self, name, why):
        self.rows.append({"row": name, "skipped": why})
        print(f"{name:<52} skipped: {why}", flush=True)

    # Each method below is a row or a group of rows; its name is what the command line calls it.

    def tokenise(self):
        """cl100k and o200k, one thread, over prose, wiki and multilingual, against tiktoken."""
        files = self.shared_files("prose", "wiki", "multilingual")
        if not files:
            return self.skip("tokenise", "no shared corpora")
        import tiktoken
        import tiktoken_ext.openai_public as public
        from tiktoken.load import load_tiktoken_bpe

        texts = [open(path, encoding="utf-8", newline="").read() for path in files]
        total = sum(os.path.getsize(path) for path in files)
        for encoding in ("cl100k_base", "o200k_base"):
            ranks = os.path.join(self.shared, "data/tokenizers", encoding + ".tiktoken")
            public.load_tiktoken_bpe = lambda *_, **__: load_tiktoken_bpe(ranks)
            peer = tiktoken.Encoding(**getattr(public, encoding)())
            ours, theirs = [], []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                tokens = sum(len(peer.encode_ordinary(text)) for text in texts)
                theirs.append(time.perf_counter() - start)
                answer = json.loads(run([f"{self.bin}/assay-bench", "tokenise", ranks, *files]).stdout)
                assert answer["tokens"] == tokens, f"{answer['tokens']} tokens, tiktoken has {tokens}"
                ours.append(answer["seconds"])
            self.add(
                f"tokenise {encoding}, 1 thread, vs tiktoken {tiktoken.__version__}", mbps(total, min(ours)),
                mbps(total, min(theirs)), min(theirs) / min(ours), 3, "MB/s")

    def plain_text(self, megabytes):
        """A text file of the given size: the shared prose and wiki, over and over."""
        files = self.shared_files("prose", "wiki")
        if not files:
            return None
        path = os.path.join(self.scratch, f"plain-{megabytes}.txt")
        if not os.path.exists(path):
            content = b"".join(open(file, "rb").read() for file in files)
            with open(path, "wb") as out:
                for _ in range(0, megabytes * 1_000_000, len(content)):
                    out.write(content)
        return path

    def stream(self):
        """The stream pass without a tokenizer, one core, against zstd -3 -T1 on the same bytes."""
        path = self.plain_text(800)
        if path is None:
            return self.skip("stream", "no shared corpora")
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(seconds([f"{self.bin}/assay-bench", "stream", "--threads", 1, path]))
            theirs.append(seconds(["zstd", "-3", "-T1", "--single-thread", "-q", "-c", path]))
        size = os.path.getsize(path)
        version = run(["zstd", "--version"]).stdout
        version = re.search(r"v([0-9.]+)", version).group(1)
        self.add(
            f"stream pass, 1 thread, vs zstd {version} -3 -T1", mbps(size, min(ours)), mbps(size, min(theirs)),
            min(theirs) / min(ours), 1, "MB/s")

    def jsonl(self):
        """Documents out of JSON Lines, one core, against orjson loading every line and taking its fields."""
        source = [path for path in self.shared_files("chat") if path.endswith("gsm8k-train.jsonl")]
        if not source:
            return self.skip("jsonl", "no shared corpora")
        import orjson

        chats = os.path.join(self.scratch, "chats.jsonl")
        content = open(source[0], "rb").read()
        with open(chats, "wb") as out:
            for _ in range(0, 100_000_000, len(content)):
                out.write(content)
        pages = os.path.join(self.scratch, "pages.jsonl")
        with open(pages, "wb") as out:
            for page in self.pages():
                out.write(orjson.dumps(page, option=orjson.OPT_APPEND_NEWLINE))
        for path, fields in ((chats, ["question", "answer"]), (pages, ["text"])):
            ours, theirs = [], []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                with open(path, "rb") as lines:
                    documents = 0
                    for line in lines:
                        record = orjson.loads(line)
                        for field in fields:
                            record[field]
                        documents += 1
                theirs.append(time.perf_counter() - start)
                answer = json.loads(run([f"{self.bin}/assay-bench", "read", path]).stdout)
                assert answer["failures"] == 0 and answer["documents"] == documents, answer
                ours.append(answer["seconds"])
            size = os.path.getsize(path)
            self.add(
                f"JSON Lines {os.path.basename(path)}, 1 thread, vs orjson {orjson.__version__}", mbps(size, min(ours)),
                mbps(size, min(theirs)), min(theirs) / min(ours), 2, "MB/s")

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

    def compare_reading(self, path, peers, least):
        """Documents out of one file, one core, against functions that read it and return how many bytes of text it has."""
        size = os.path.getsize(path)
        ours = []
        theirs = {name: [] for name, _, _ in peers}
        expected = set()
        for _ in range(ROUNDS):
            for name, read, _ in peers:
                start = time.perf_counter()
                texts = read(path)
                theirs[name].append(time.perf_counter() - start)
                expected.add((len(texts), sum(len(text.encode()) for text in texts)))
            answer = json.loads(run([f"{self.bin}/assay-bench", "read", path]).stdout)
            # A document longer than the grid is several, and none here is.
            assert answer["failures"] == 0 and expected == {(answer["documents"], answer["bytes"])}, (answer, expected)
            ours.append(answer["seconds"])
        for name, _, version in peers:
            self.add(
                f"{os.path.basename(path)}, 1 thread, vs {name} {version}", mbps(size, min(ours)),
                mbps(size, min(theirs[name])), min(theirs[name]) / min(ours), least[name], "MB/s")

    def json_array(self):
        """Documents out of one JSON array, against json and orjson loading it and taking the field."""
        if not self.shared_files("prose"):
            return self.skip("json_array", "no shared corpora")
        import orjson

        path = os.path.join(self.scratch, "pages.json")
        with open(path, "wb") as out:
            out.write(orjson.dumps(list(self.pages()), option=orjson.OPT_INDENT_2))

        def with_json(path):
            with open(path, encoding="utf-8") as file:
                return [record["text"] for record in json.load(file)]

        def with_orjson(path):
            with open(path, "rb") as file:
                return [record["text"] for record in orjson.loads(file.read())]

        python = sys.version.split()[0]
        self.compare_reading(
            path, [("json", with_json, python), ("orjson", with_orjson, orjson.__version__)],
            {"json": 2, "orjson": 1.5})

    def csv(self):
        """Documents out of a CSV file with quoted line feeds, against Python's csv taking the column."""
        if not self.shared_files("prose"):
            return self.skip("csv", "no shared corpora")
        path = os.path.join(self.scratch, "pages.csv")
        csv.field_size_limit(1 << 20)
        with open(path, "w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, ["id", "url", "text"], lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.pages())

        def with_csv(path):
            with open(path, encoding="utf-8", newline="") as file:
                rows = csv.reader(file)
                next(rows)
                return [row[2] for row in rows]

        self.compare_reading(path, [("csv", with_csv, sys.version.split()[0])], {"csv": 2})

    def parquet(self):
        """One text column of a generated Parquet file, one thread, against pyarrow reading that column."""
        plain = self.plain_text(200)
        if plain is None:
            return self.skip("parquet", "no shared corpora")
        import pyarrow
        import pyarrow.parquet as parquet

        paragraphs = open(plain, encoding="utf-8", errors="replace").read().split("\n\n")
        # Rows of about the size of a web page's text, and a column that is not asked for.
        texts = ["\n\n".join(paragraphs[start:start + 8]) for start in range(0, len(paragraphs), 8)]
        table = pyarrow.table({"id": list(range(len(texts))), "text": texts})
        total = sum(len(text.encode()) for text in texts)
        for codec in ("snappy", "zstd"):
            path = os.path.join(self.scratch, f"{codec}.parquet")
            parquet.write_table(table, path, compression=codec, use_dictionary=False, row_group_size=20_000)
            ours, theirs = [], []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                file = parquet.ParquetFile(path)
                rows = sum(len(batch) for batch in file.iter_batches(columns=["text"], use_threads=False))
                theirs.append(time.perf_counter() - start)
                assert rows == len(texts)
                answer = json.loads(run([f"{self.bin}/assay-bench", "parquet-read", path, "--column", 1]).stdout)
                assert answer["bytes"] == total, f"{answer['bytes']} bytes, pyarrow has {total}"
                ours.append(answer["seconds"])
            os.unlink(path)
            self.add(
                f"Parquet {codec}, 1 thread, vs pyarrow {pyarrow.__version__}", mbps(total, min(ours)),
                mbps(total, min(theirs)), min(theirs) / min(ours), 0.7, "MB/s")

    def threads(self):
        """Two threads against one."""
        path = self.plain_text(800)
        if path is None:
            return self.skip("threads", "no shared corpora")
        one, two = [], []
        for _ in range(ROUNDS):
            one.append(seconds([f"{self.bin}/assay-bench", "stream", "--threads", 1, path]))
            two.append(seconds([f"{self.bin}/assay-bench", "stream", "--threads", 2, path]))
        size = os.path.getsize(path)
        self.add(
            "stream pass, 2 threads vs 1", mbps(size, min(two)), mbps(size, min(one)), min(one) / min(two), 1.8, "MB/s")

    def code_lengths(self):
        """Code lengths against the sizes that the programs write."""
        for path in self.shared_files("prose")[:2]:
            for program, settings in (
                (["zstd", "-3", "-q", "-c", "--single-thread"], "zstd -3"),
                (["zstd", "-19", "--long=27", "-q", "-c", "--single-thread"], "zstd -19 --long=27"),
                (["xz", "-9e", "-T1", "-c"], "xz -9e"),
            ):
                theirs = len(subprocess.run([*program, path], check=True, capture_output=True).stdout)
                ours = json.loads(run([f"{self.bin}/assay-bench", "code-length", settings, path]).stdout)["bytes"]
                agreement = 1 - abs(ours - theirs) / theirs
                self.add(f"size of {os.path.basename(path)}, {settings}", ours, theirs, agreement, 0.999, "bytes")

    def predict(self):
        """The learned predictor against zpaq -m5 (bits and speed) and xz -9e (speed), one core."""
        inputs = [[path] for path in self.shared_files("prose") if re.search("shakespeare|war-and-peace", path)]
        inputs += [[path] for path in self.shared_files("wiki")]
        inputs += [[path] for path in self.shared_files("chat") if path.endswith("gsm8k-train.jsonl")]
        inputs += [self.shared_files("multilingual")]
        if not all(inputs) or len(inputs) != 5:
            return self.skip("predict", "no shared corpora")
        spent = {"assay": 0.0, "assay on 2": 0.0, "zpaq": 0.0, "xz": 0.0}
        for files in inputs:
            path = os.path.join(self.scratch, "input")
            with open(path, "wb") as out:
                for file in files:
                    out.write(open(file, "rb").read())
            answer = json.loads(run([f"{self.bin}/assay-bench", "predict", path]).stdout)
            spent["assay"] += answer["seconds"]
            two = json.loads(run([f"{self.bin}/assay-bench", "predict", "--threads", 2, path]).stdout)
            spent["assay on 2"] += two["seconds"]
            assert two["bytes"] == answer["bytes"], "two threads must change nothing"
            archive = os.path.join(self.scratch, "archive.zpaq")
            spent["zpaq"] += seconds(["zpaq", "a", archive, path, "-m5", "-t1"])
            theirs = os.path.getsize(archive)
            os.unlink(archive)
            spent["xz"] += seconds(["xz", "-9e", "-T1", "-c", path])
            name = os.path.basename(files[0]) if len(files) == 1 else "multilingual"
            self.add(f"code length of {name} vs zpaq -m5", f"{answer['bytes']:.0f}", theirs,
                     theirs / answer["bytes"], 1, "bytes")
        total = sum(os.path.getsize(file) for files in inputs for file in files)
        for peer, least in (("zpaq", 3), ("xz", 1)):
            self.add(f"predictor's speed, 1 thread, vs {peer} {'-m5' if peer == 'zpaq' else '-9e'}",
                     mbps(total, spent["assay"]), mbps(total, spent[peer]), spent[peer] / spent["assay"], least, "MB/s")
        self.add("predictor's speed, 2 threads vs 1", mbps(total, spent["assay on 2"]), mbps(total, spent["assay"]),
                 spent["assay"] / spent["assay on 2"], 1.5, "MB/s")

    def ngrams(self):
        """An n-gram model of order 5, one core: the time to train and score, and scoring against the kenlm module."""
        import kenlm

        lines = []
        for path in self.shared_files("prose", "wiki"):
            text = open(path, "rb").read().decode("utf-8-sig", "replace").replace("\0", " ")
            lines += [" ".join(line.split()) for line in text.split("\n")]
        # Kept apart: kenlm takes these for marks.
        lines = [line for line in lines if line and not {"<s>", "</s>", "<unk>"} & set(line.split(" "))]
        if not lines:
            return self.skip("ngrams", "no shared corpora")
        size, count = 0, 0
        while count < len(lines) and size < 5_000_000:
            size += len(lines[count].encode()) + 1
            count += 1
        cut = count * 9 // 10
        train, test, arpa = (os.path.join(self.scratch, name) for name in ("train.txt", "test.txt", "model.arpa"))
        for name, part in ((train, lines[:cut]), (test, lines[cut:count])):
            with open(name, "w", encoding="utf-8", newline="\n") as out:
                out.writelines(line + "\n" for line in part)
        answers = [json.loads(run([f"{self.bin}/assay-bench", "ngrams", train, test, "--arpa", arpa]).stdout)
                   for _ in range(ROUNDS)]
        needed = statistics.median(answer["train"] + answer["score"][0] for answer in answers)
        self.add(f"5-grams of {size / 1e6:.1f} MB trained, scored, at most", f"{needed:.2f}", "3.00", 3 / needed, 1, "s")
        config = kenlm.Config()
        config.show_progress = False
        model = kenlm.Model(arpa, config)
        theirs = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            logarithm = sum(model.score(line) for line in lines[cut:count])
            theirs.append(time.perf_counter() - start)
        words = answers[0]["tokens"]
        perplexity = 10 ** (-logarithm / words)
        difference = abs(answers[0]["perplexity"] / perplexity - 1)
        self.add("5-gram perplexity vs kenlm, relative difference", f"{difference:.1e}", "1e-6",
                 1e-6 / max(difference, 1e-12), 1, "1")
        scored = statistics.median(statistics.median(answer["score"]) for answer in answers)
        self.add("scoring with 5-grams, 1 thread, vs kenlm", f"{words / scored / 1e6:.2f}",
                 f"{words / statistics.median(theirs) / 1e6:.2f}", statistics.median(theirs) / scored, 1, "Mtoken/s")

    def score(self):
        """Scores of documents, one core, against datatrove's statistics of documents and the kenlm module's score of the lines.

        assay reads JSON and writes JSON, the peers have the texts in memory. The ARPA model is trained on half of the
        documents, as assay's are.
        """
        texts = list(self.short_pages())
        if not texts:
            return self.skip("score", "no shared corpora")
        import kenlm
        from datatrove.data import Document
        from datatrove.pipeline.stats import DocStats

        path, arpa = os.path.join(self.scratch, "documents.jsonl"), os.path.join(self.scratch, "half.arpa")
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(json.dumps({"id": at, "text": text}) + "\n" for at, text in enumerate(texts))
        run([f"{self.bin}/assay", "ngrams", path, "--held-out", "0.5", "--arpa", arpa])
        config = kenlm.Config()
        config.show_progress = False
        model = kenlm.Model(arpa, config)
        lines = [line for text in texts for line in text.split("\n") if line.strip()]
        tokens = sum(len(line.split()) + 1 for line in lines)
        statistics_of = DocStats(output_folder=self.scratch)
        documents = [Document(text=text, id=str(at)) for at, text in enumerate(texts)]
        ours, kenlms, datatroves = [], [], []
        for _ in range(ROUNDS):
            answer = json.loads(run([f"{self.bin}/assay-bench", "score", path, path, "--rounds", 1]).stdout)
            assert answer["documents"] == len(texts), answer
            ours += answer["score"]
            start = time.perf_counter()
            for line in lines:
                model.score(line)
            kenlms.append(time.perf_counter() - start)
        for _ in range(2):
            start = time.perf_counter()
            for document in documents:
                statistics_of.extract_stats(document)
            datatroves.append(time.perf_counter() - start)
        size = sum(len(text.encode()) for text in texts)
        self.add("score, 1 thread, vs datatrove's DocStats", mbps(size, min(ours)), mbps(size, min(datatroves)),
                 min(datatroves) / min(ours), 2, "MB/s")
        self.add("score, 1 thread, vs kenlm's score of the lines", f"{tokens / min(ours) / 1e6:.2f}",
                 f"{tokens / min(kenlms) / 1e6:.2f}", min(kenlms) / min(ours), 1, "Mtoken/s")

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

    def sources(self):
        """The learned predictor on sources simpler than text, against what it may cost at most: bits per byte."""
        most = {"uniform": lambda _: 8.001, "zeros": lambda _: 0.001, "i.i.d.": lambda _: 1.755,
                "order-2 Markov": lambda needs: 1.005 * needs}
        for line in run([f"{self.bin}/assay-bench", "sources"]).stdout.splitlines():
            answer = json.loads(line)
            limit = most[answer["source"]](answer["needs"])
            self.add(f"predictor on {answer['source']}, at most", f"{answer['rate']:.5f}", f"{limit:.5f}",
                     limit / answer["rate"], 1, "bits per byte")

    def memory(self):
        """Peak memory at default settings, against the limit of 1 GiB and between sizes."""
        sizes = (100, 500) if self.quick else (500, 5000)
        peaks = []
        for megabytes in sizes:
            path = os.path.join(self.scratch, f"generated-{megabytes}.txt")
            with open(path, "wb") as out:
                subprocess.run(
                    [f"{self.bin}/assay-bench", "generate", "--megabytes", str(megabytes)], stdout=out, check=True)
            peaks.append(peak_kib([f"{self.bin}/assay", "scan", path]))
            os.unlink(path)
        limit = 1024 * 1024
        self.add(
            f"peak memory of a scan of {sizes[1] / 1000} GB, limit 1 GiB", f"{peaks[1] / 1024:.0f}",
            f"{limit / 1024:.0f}", limit / peaks[1], 1, "MiB")
        self.add(
            f"peak memory, {sizes[0] / 1000} GB over {sizes[1] / 1000} GB", f"{peaks[1] / 1024:.0f}",
            f"{peaks[0] / 1024:.0f}", peaks[0] / peaks[1], 0.9, "MiB")


def mbps(size, duration):
    return f"{size / duration / 1e6:.1f}"


def main():
    rows = [
        "tokenise", "stream", "jsonl", "json_array", "csv", "parquet", "threads", "code_lengths", "predict", "ngrams",
        "score", "sources", "memory",
    ]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True, help="folder of the release binaries")
    parser.add_argument("--shared", required=True, help="folder of the shared data")
    parser.add_argument("--json", help="also write the table to this file")
    parser.add_argument("--quick", action="store_true", help="smaller inputs for the memory rows")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"which rows, of {', '.join(rows)}")
    options = parser.parse_args()
    for row in options.rows:
        if row not in rows:
            parser.error(f"no row {row}: choose from {', '.join(rows)}")
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(options, scratch)
        print(f"{'row':<52} {'assay':>12} {'peer':>12} {'ratio':>7} {'least':>7}")
        for row in options.rows or rows:
            getattr(bench, row)()
    if options.json:
        with open(options.json, "w") as out:
            json.dump(bench.rows, out, indent=2)
    sys.exit(any(row.get("ratio", 1e9) < row.get("least", 0) for row in bench.rows))


if __name__ == "__main__":
    main()
