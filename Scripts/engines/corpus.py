"""A small corpus with all kinds of input: text, JSON Lines plain and compressed, Parquet, damaged records, files left out."""

import gzip
import itertools
import json
import os
import random
import subprocess


def lexicon():
    chance = random.Random(20)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(3000)]
    return words, list(itertools.accumulate(1 / (rank + 2) for rank in range(len(words))))


WORDS, WEIGHTS = lexicon()


def sentences(chance, count):
    for _ in range(count):
        yield " ".join(chance.choices(WORDS, cum_weights=WEIGHTS, k=chance.randint(4, 30))).capitalize() + "."


def paragraphs(chance, count):
    for _ in range(count):
        yield " ".join(sentences(chance, 1 + chance.randrange(8)))


def records(chance, count):
    texts = list(paragraphs(chance, count))
    texts += texts[: count // 10]
    return [json.dumps({"id": number, "text": text}) for number, text in enumerate(texts)]


def make(folder, scale=1, shared=None):
    """Writes the corpus; scale 1 is about 5 MB. Returns whether it has Parquet, which takes pyarrow."""
    chance = random.Random(20)

    def path(name):
        full = os.path.join(folder, name)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        return full

    def write(name, text):
        with open(path(name), "w", encoding="utf-8") as file:
            file.write(text)

    for number in range(3):
        write(f"text/{number}.txt", "\n\n".join(paragraphs(chance, 1000 * scale)))
    write("records/plain.jsonl", "\n".join(records(chance, 3000 * scale)))
    bad = records(chance, 200)
    for place in (17, 101, 160):
        bad[place] = bad[place][:-9]
    write("records/bad.jsonl", "\n".join(bad))
    with gzip.open(path("records/packed.jsonl.gz"), "wt") as file:
        file.write("\n".join(records(chance, 500 * scale)))
    # Frames, as those who write for parallel readers make them.
    with open(path("records/frames.jsonl.zst"), "wb") as file:
        for _ in range(8):
            frame = "\n".join(records(chance, 200 * scale)) + "\n"
            file.write(subprocess.run(["zstd", "-q", "-c"], input=frame.encode(), capture_output=True, check=True).stdout)
    write(".hidden/notes.txt", "left out")
    write("text/picture.png", "\x89PNG left out")
    if shared:
        for name in ("corpora/chat", "corpora/multilingual"):
            os.makedirs(path(name), exist_ok=True)
            subprocess.run(["cp", "-r", os.path.join(shared, "data", name) + "/.", path(name)], check=True)
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        return False
    table = pyarrow.table({"id": range(4000), "text": list(paragraphs(chance, 4000))})
    pyarrow.parquet.write_table(table, path("tables/rows.parquet"), row_group_size=500)
    return True
