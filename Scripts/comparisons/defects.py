"""Area under the ROC curve of assay's scores for planted defects. Started by Scripts/compare defects.

The corpus: prose and Wikipedia text in documents of whole paragraphs, 400 to 4,000 bytes. Some of them are spoilt, each in one
way. The corpus is scored under its own model, defects included. Which column of the scores is held against which defect was
written down before the first measurement, and is below; the plain ratio of zlib stands beside it, in its better direction.
"""

import argparse
import base64
import glob
import json
import os
import random
import subprocess
import tempfile
import zlib

LEAST = 0.95

# The defect, the column, and whether it is high (1) or low (-1) in spoilt documents.
DECLARED = {
    "base64 blocks": ("encodedShare", 1),
    "repeated lines": ("repeatedLineShare", 1),
    "shuffled words": ("contextDeviation", -1),
    "other language": ("surpriseDeviation", 1),
    "truncated JSON": ("openBrackets", 1),
}


def documents(paragraphs, chance):
    """Whole paragraphs in a row, up to a length that is drawn anew for each document."""
    parts, size, target = [], 0, 400 * 10 ** chance.random()
    for paragraph in paragraphs:
        parts.append(paragraph)
        size += len(paragraph.encode())
        if size >= target:
            yield "\n\n".join(parts)
            parts, size, target = [], 0, 400 * 10 ** chance.random()


def intact(corpora, chance):
    for path in sorted(glob.glob(f"{corpora}/prose/*") + glob.glob(f"{corpora}/wiki/*")):
        text = open(path, encoding="utf-8-sig", errors="replace").read().replace("\r\n", "\n")
        yield from documents((part.strip("\n") for part in text.split("\n\n") if part.strip()), chance)


def foreign(corpora, chance):
    found = []
    for path in sorted(glob.glob(f"{corpora}/multilingual/*")):
        if not os.path.basename(path).startswith("en_"):
            text = open(path, encoding="utf-8").read()
            found += documents((line for line in text.split("\n") if line.strip()), chance)
    return found


def with_base64(text, chance):
    share = chance.uniform(0.3, 0.7)
    start = int(len(text) * chance.uniform(0, 1 - share))
    code = base64.b64encode(chance.randbytes(int(len(text) * share * 3 / 4))).decode()
    block = "\n".join(code[at:at + 76] for at in range(0, len(code), 76))
    return text[:start] + "\n" + block + "\n" + text[start + int(len(text) * share):]


def with_repeated_lines(text, chance):
    lines = [line for line in text.split("\n") if line.strip()]
    line = chance.choice(lines)
    times = max(2, int(len(text) * chance.uniform(0.4, 0.8) / len(line)))
    at = chance.randrange(len(lines) + 1)
    return "\n".join(lines[:at] + [line] * times + lines[at:])


def with_shuffled_words(text, chance):
    words = text.split()
    chance.shuffle(words)
    rest = iter(words)
    return "\n".join(" ".join(next(rest) for _ in line.split()) for line in text.split("\n"))


def with_truncated_json(text, chance):
    record = {"id": chance.randrange(10**6), "title": text.split("\n")[0][:60], "tags": ["a", "b"], "body": text}
    code = json.dumps(record, ensure_ascii=False, indent=chance.choice([None, 2]))
    return code[:int(len(code) * chance.uniform(0.3, 0.95))]


def area(spoilt, sound):
    """The probability that a spoilt document has the higher score, ties by half."""
    both = sorted([(value, 1) for value in spoilt] + [(value, 0) for value in sound])
    rank_sum, at = 0.0, 0
    while at < len(both):
        end = at
        while end < len(both) and both[end][0] == both[at][0]:
            end += 1
        rank_sum += (at + end + 1) / 2 * sum(kind for _, kind in both[at:end])
        at = end
    n = len(spoilt)
    return (rank_sum - n * (n + 1) / 2) / (n * len(sound))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("assay")
    parser.add_argument("corpora")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--planted", type=int, default=100, help="how many documents of each kind are spoilt")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    texts = list(intact(options.corpora, chance))
    kinds = ["sound"] * len(texts)
    others = foreign(options.corpora, chance)
    places = chance.sample(range(len(texts)), options.planted * len(DECLARED))
    spoil = {
        "base64 blocks": with_base64, "repeated lines": with_repeated_lines, "shuffled words": with_shuffled_words,
        "other language": lambda text, chance: others.pop(chance.randrange(len(others))),
        "truncated JSON": with_truncated_json,
    }
    for number, place in enumerate(places):
        kind = list(DECLARED)[number % len(DECLARED)]
        kinds[place] = kind
        texts[place] = spoil[kind](texts[place], chance)
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(scratch, "corpus.jsonl")
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(json.dumps({"id": at, "text": text}) + "\n" for at, text in enumerate(texts))
        lines = subprocess.run([options.assay, "score", path], check=True, stdout=subprocess.PIPE).stdout.splitlines()
    scores = [json.loads(line) for line in lines]
    assert [score["id"] for score in scores] == list(range(len(texts)))
    ratios = [len(zlib.compress(text.encode(), 6)) / len(text.encode()) for text in texts]
    print(f"{len(texts)} documents, {options.planted} spoilt in each way, seed {options.seed}")
    print(f"{'defect':<16} {'declared score':<24} {'area':>7} {'zlib':>7}  {'least':>5}  label on spoilt, on sound")
    worst = 1.0
    for kind, (column, sign) in DECLARED.items():
        values = [sign * score.get(column, 0) for score in scores]
        chosen = [at for at, other in enumerate(kinds) if other == kind]
        sound = [at for at, other in enumerate(kinds) if other == "sound"]
        own = area([values[at] for at in chosen], [values[at] for at in sound])
        plain = area([ratios[at] for at in chosen], [ratios[at] for at in sound])
        labels = {}
        for at in chosen:
            for label in scores[at]["labels"]:
                labels[label] = labels.get(label, 0) + 1
        label = max(labels, key=labels.get) if labels else "none"
        false = sum(label in scores[at]["labels"] for at in sound) / len(sound)
        worst = min(worst, own)
        print(f"{kind:<16} {column + ' high' if sign > 0 else column + ' low':<24} {own:>7.4f} "
              f"{max(plain, 1 - plain):>7.4f}  {LEAST:>5}  {label}: {labels.get(label, 0) / len(chosen):.1%}, {false:.1%}")
    raise SystemExit(worst < LEAST)


if __name__ == "__main__":
    main()
