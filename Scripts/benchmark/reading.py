"""Reading documents, against what people read them with in Python: one thread each."""

import csv as python_csv
import json
import os
import sys

from harness import run, best, timed


def compare(bench, path, peers, title=None):
    """Rows for documents out of one file, against functions that read it and return their number and bytes of text.

    A document longer than the grid is several, and none here is.
    """
    expected = set()

    def ours():
        answer = json.loads(run(bench.assay_bench("read", path)).stdout)
        assert answer["failures"] == 0, answer
        expected.add((answer["documents"], answer["bytes"]))
        return answer["seconds"]

    def side(read):
        return lambda: timed(lambda: expected.add(read(path)))

    taken, *theirs = best(ours, *[side(read) for _, read, _, _ in peers])
    assert len(expected) == 1, expected
    for (name, _, version, least), peer in zip(peers, theirs):
        bench.add_speed(
            f"{title or os.path.basename(path)}, 1 thread, vs {name} {version}", os.path.getsize(path), taken, peer, least)


def measure(texts):
    return len(texts), sum(len(text.encode()) for text in texts)


def jsonl(bench):
    """Documents out of JSON Lines, against orjson loading every line and taking its fields."""
    source = [path for path in bench.shared_files("chat") if path.endswith("gsm8k-train.jsonl")]
    if not source:
        return bench.skip("jsonl", "no shared corpora")
    import orjson

    chats, pages = (os.path.join(bench.scratch, name) for name in ("chats.jsonl", "pages.jsonl"))
    content = open(source[0], "rb").read()
    with open(chats, "wb") as out:
        for _ in range(0, 100_000_000, len(content)):
            out.write(content)
    with open(pages, "wb") as out:
        for page in bench.pages():
            out.write(orjson.dumps(page, option=orjson.OPT_APPEND_NEWLINE))
    for path, fields in ((chats, ["question", "answer"]), (pages, ["text"])):
        documents = []

        def theirs():
            with open(path, "rb") as lines:
                documents.append(sum(1 for line in lines if [orjson.loads(line)[field] for field in fields]))

        def ours():
            answer = json.loads(run(bench.assay_bench("read", path)).stdout)
            documents.append(answer["documents"])
            return answer["seconds"]

        taken, peer = best(ours, lambda: timed(theirs))
        assert len(set(documents)) == 1, documents
        bench.add_speed(
            f"JSON Lines {os.path.basename(path)}, 1 thread, vs orjson {orjson.__version__}", os.path.getsize(path),
            taken, peer, 2)


def json_array(bench):
    """Documents out of one JSON array, against json and orjson loading it and taking the field."""
    if not bench.shared_files("prose"):
        return bench.skip("json_array", "no shared corpora")
    import orjson

    path = os.path.join(bench.scratch, "pages.json")
    with open(path, "wb") as out:
        out.write(orjson.dumps(list(bench.pages()), option=orjson.OPT_INDENT_2))

    def with_json(path):
        with open(path, encoding="utf-8") as file:
            return measure([record["text"] for record in json.load(file)])

    def with_orjson(path):
        with open(path, "rb") as file:
            return measure([record["text"] for record in orjson.loads(file.read())])

    compare(bench, path, [
        ("json", with_json, sys.version.split()[0], 2), ("orjson", with_orjson, orjson.__version__, 1.5)])


def csv(bench):
    """Documents out of a CSV file with quoted line feeds, against Python's csv taking the column."""
    if not bench.shared_files("prose"):
        return bench.skip("csv", "no shared corpora")
    path = os.path.join(bench.scratch, "pages.csv")
    python_csv.field_size_limit(1 << 20)
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = python_csv.DictWriter(out, ["id", "url", "text"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(bench.pages())

    def with_csv(path):
        with open(path, encoding="utf-8", newline="") as file:
            rows = python_csv.reader(file)
            next(rows)
            return measure([row[2] for row in rows])

    compare(bench, path, [("csv", with_csv, sys.version.split()[0], 2)])


def parquet(bench):
    """One text column of a generated Parquet file, against pyarrow reading that column without making strings of it."""
    if not bench.shared_files("prose", "wiki"):
        return bench.skip("parquet", "no shared corpora")
    import pyarrow
    import pyarrow.parquet as arrow_parquet

    paragraphs = open(bench.plain_text(200), encoding="utf-8", errors="replace").read().split("\n\n")
    # Rows of about the size of a web page's text, and a column that is not asked for.
    texts = ["\n\n".join(paragraphs[start:start + 8]) for start in range(0, len(paragraphs), 8)]
    table = pyarrow.table({"id": list(range(len(texts))), "text": texts})
    total = sum(len(text.encode()) for text in texts)
    for codec in ("snappy", "zstd"):
        path = os.path.join(bench.scratch, f"{codec}.parquet")
        arrow_parquet.write_table(table, path, compression=codec, use_dictionary=False, row_group_size=20_000)

        def theirs():
            file = arrow_parquet.ParquetFile(path)
            assert len(texts) == sum(len(batch) for batch in file.iter_batches(columns=["text"], use_threads=False))

        def ours():
            answer = json.loads(run(bench.assay_bench("parquet-read", path, "--column", 1)).stdout)
            assert answer["bytes"] == total, f"{answer['bytes']} bytes, pyarrow has {total}"
            return answer["seconds"]

        taken, peer = best(ours, lambda: timed(theirs))
        os.unlink(path)
        bench.add_speed(f"Parquet {codec}, 1 thread, vs pyarrow {pyarrow.__version__}", total, taken, peer, 1)
