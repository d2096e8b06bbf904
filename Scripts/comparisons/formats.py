"""Writes the same texts in every format and compares what assay scan says of them."""

import argparse
import csv
import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile

import pyarrow
import pyarrow.parquet


def pages(folder, size):
    """Texts of some thousand characters with a number each, `size` bytes in all."""
    texts = []
    for name in sorted(os.listdir(folder)):
        texts.append(open(os.path.join(folder, name), encoding="utf-8", newline="").read().replace("\r\n", "\n"))
    total, number, result = 0, 0, []
    while total < size:
        for text in texts:
            for at in range(0, len(text), 4000):
                # A number makes each page another document.
                page = f"{number}\n{text[at:at + 4000]}"
                number += 1
                total += len(page.encode())
                result.append(page)
                if total >= size:
                    return result
    return result


def write_all(folder, texts):
    """Writes every format; yields name and path."""
    records = [{"text": text} for text in texts]

    def path(name):
        return os.path.join(folder, name)

    os.mkdir(path("txt"))
    for number, text in enumerate(texts):
        with open(path(f"txt/{number:06}.txt"), "w", encoding="utf-8", newline="") as out:
            out.write(text)
    yield "txt"
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
    open(path("a.jsonl"), "wb").write(lines)
    yield "a.jsonl"
    with gzip.open(path("a.jsonl.gz"), "wb", compresslevel=1) as out:
        out.write(lines)
    yield "a.jsonl.gz"
    subprocess.run(["zstd", "-q", path("a.jsonl"), "-o", path("a.jsonl.zst")], check=True)
    yield "a.jsonl.zst"
    json.dump(records, open(path("a.json"), "w", encoding="utf-8"), indent=1, ensure_ascii=False)
    yield "a.json"
    with open(path("a.csv"), "w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(["id", "text"])
        table.writerows(enumerate(texts))
    yield "a.csv"
    pyarrow.parquet.write_table(pyarrow.table({"text": texts}), path("a.parquet"), row_group_size=5000)
    yield "a.parquet"
    with tarfile.open(path("a.tar"), "w") as out:
        for number, text in enumerate(texts):
            content = text.encode()
            member = tarfile.TarInfo(f"{number:06}.txt")
            member.size = len(content)
            out.addfile(member, io.BytesIO(content))
    yield "a.tar"
    with zipfile.ZipFile(path("a.zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for number, text in enumerate(texts):
            out.writestr(f"{number:06}.txt", text)
    yield "a.zip"


def without_places(value):
    """A report without what names or counts files."""
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items()
                if key not in ("corpus", "input", "path", "member", "byte", "offset")}
    if isinstance(value, list):
        return [without_places(item) for item in value]
    return value


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assay", required=True)
    parser.add_argument("--texts", required=True)
    parser.add_argument("--megabytes", type=int, default=100)
    arguments = parser.parse_args()
    reference, failed = None, False
    with tempfile.TemporaryDirectory() as folder:
        texts = pages(arguments.texts, arguments.megabytes * 1_000_000)
        for name in write_all(folder, texts):
            done = subprocess.run(
                [arguments.assay, "scan", "--quick", "--format", "json", os.path.join(folder, name)],
                capture_output=True)
            if done.returncode != 0:
                print(f"{name:14} exit {done.returncode}: {done.stderr.decode()[:300]}")
                failed = True
                continue
            report = without_places(json.loads(done.stdout))
            if reference is None:
                reference = report
            different = [key for key in reference if reference[key] != report.get(key)]
            failed = failed or bool(different)
            print(f"{name:14} {len(texts)} documents: {'differs in ' + ', '.join(different) if different else 'equal'}")
    sys.exit(1 if failed else 0)


main()
