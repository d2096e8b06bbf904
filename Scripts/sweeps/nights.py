"""Nightly corpora drawn from real texts: clean ones, and ones with one bad shard; what assay check says of each.

A night is a new draw of documents without replacement, in 20 shards of JSON Lines, so that a shard is 5 % of it. The policy
is the one that `assay check --init` proposes from the first night; the history grows from night to night. Exits 1 when a
clean night does not pass, or a bad shard is missed or not the first that is named.
"""

import argparse
import base64
import collections
import datetime
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

SHARDS = 20


def chat(folder):
    """Questions and answers, a document each."""
    with open(os.path.join(folder, "chat/gsm8k-train.jsonl"), encoding="utf-8") as lines:
        return ["{question}\n{answer}".format(**json.loads(line)) for line in lines]


def passages(folder):
    """Books and an encyclopaedia in passages of paragraphs."""
    texts = []
    for name in sorted(os.listdir(os.path.join(folder, "prose"))):
        with open(os.path.join(folder, "prose", name), encoding="utf-8", errors="replace") as file:
            texts.append(file.read().replace("\r\n", "\n"))
    with open(os.path.join(folder, "wiki/enwik-first-4000000.xml"), encoding="utf-8", errors="replace") as file:
        texts.append(file.read())
    documents = []
    for text in texts:
        passage = ""
        for paragraph in text.split("\n\n"):
            passage += paragraph + "\n\n"
            if len(passage) > 1000:
                documents.append(passage.strip())
                passage = ""
    return documents


def other_language(folder, dice):
    """A few sentences of German in a row."""
    with open(os.path.join(folder, "multilingual/de_pud-ud-test.txt"), encoding="utf-8") as file:
        sentences = file.read().split("\n")
    start = dice.randrange(len(sentences) - 8)
    return " ".join(sentences[start : start + dice.randrange(3, 9)])


def shuffled(text, dice):
    words = text.split(" ")
    dice.shuffle(words)
    return " ".join(words)


def defects(folder):
    return {
        "duplicates": lambda texts, dice: texts * 3,
        "base64": lambda texts, dice: [base64.b64encode(text.encode()).decode() for text in texts],
        "language": lambda texts, dice: [other_language(folder, dice) for _ in texts],
        "truncated": lambda texts, dice: [text[: dice.randrange(1, max(2, len(text) // 2))] for text in texts],
        "empty": lambda texts, dice: ["" for _ in texts],
        "shuffled": lambda texts, dice: [shuffled(text, dice) for text in texts],
    }


def write_night(path, pool, documents, seed, defect=None):
    """Writes a night; with a defect, gives the name of the bad shard."""
    dice = random.Random(seed)
    drawn = dice.sample(pool, documents)
    shards = [drawn[i::SHARDS] for i in range(SHARDS)]
    bad = None
    if defect:
        number = dice.randrange(SHARDS)
        shards[number] = defect(shards[number], dice)
        bad = f"shard-{number:02d}.jsonl"
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    for number, texts in enumerate(shards):
        with open(os.path.join(path, f"shard-{number:02d}.jsonl"), "w", encoding="utf-8") as file:
            for text in texts:
                file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    return bad


class Nights:
    """A corpus's nights under one policy and history."""

    def __init__(self, binary, pool, documents, folder, arguments):
        self.binary, self.pool, self.documents, self.arguments = binary, pool, documents, arguments
        self.corpus = os.path.join(folder, "corpus")
        self.policy = os.path.join(folder, "policy.yaml")
        self.history = os.path.join(folder, "history.sqlite")
        self.report = os.path.join(folder, "report.json")
        self.day = datetime.date(2026, 1, 1)

    def run(self, seed, defect=None, extra=(), keep=True):
        """Draws and checks a night: exit code, report and bad shard; a night that is not kept leaves no trace."""
        bad = write_night(self.corpus, self.pool, self.documents, seed, defect)
        history = self.history
        if not keep:
            history += ".copy"
            for end in ("", "-wal", "-shm"):
                if os.path.exists(self.history + end):
                    shutil.copy(self.history + end, history + end)
        command = [self.binary, "check", self.corpus, "--history", history, "--at", self.day.isoformat()]
        run = subprocess.run(command + list(extra) + self.arguments, capture_output=True, text=True, check=False)
        self.day += datetime.timedelta(days=1)
        return run, bad

    def init(self, seed):
        run, _ = self.run(seed, extra=["--init", "--output", self.policy])
        if run.returncode != 0:
            sys.exit("no policy: " + run.stderr)

    def check(self, seed, defect=None):
        if os.path.exists(self.report):
            os.remove(self.report)
        run, bad = self.run(
            seed, defect, ["--policy", self.policy, "--json", self.report, "--output", os.devnull], keep=not defect)
        if not os.path.exists(self.report):
            sys.exit("no report: " + run.stderr)
        with open(self.report, encoding="utf-8") as file:
            found = json.load(file)["corpora"][0]
        return run.returncode, found, bad


def first_named(found):
    """The shard that each failed check names first, and the report's first suspect."""
    named = {check["id"]: check["attribution"][0]["shard"] if check["attribution"] else None
             for check in found["checks"] if check["verdict"] in ("failed", "warned")}
    named["suspects"] = found["suspects"][0]["shard"] if found["suspects"] else None
    return named


def simulate(name, nights, clean, repeats, folder):
    mistakes = 0
    nights.init(0)
    largest = collections.Counter()
    for night in range(1, clean + 1):
        code, found, _ = nights.check(night)
        for check in found["checks"]:
            if check["figure"].startswith(("shards.", "shares.", "repetition.", "entropy.")) and "observed" in check:
                largest[check["id"]] = max(largest[check["id"]], check["observed"]["value"])
        alarms = [f"{c['id']} {c['verdict']} ({c['observed']['value']:.4g})" for c in found["checks"]
                  if c["verdict"] not in ("passed", "skipped")]
        if code != 0 or alarms:
            mistakes += 1
            print(f"{name}: night {night}: exit code {code}, FALSE ALARM: {', '.join(alarms)}", flush=True)
    print(f"{name}: {clean} clean nights, {mistakes} with an alarm; largest values " + ", ".join(
        f"{check} {value:.3g}" for check, value in sorted(largest.items())), flush=True)
    for defect, change in defects(folder).items():
        caught = 0
        for repeat in range(repeats):
            code, found, bad = nights.check(10_000 + repeat, change)
            named = first_named(found)
            wrong = {check: shard for check, shard in named.items() if shard != bad}
            if code == 1 and not wrong:
                caught += 1
            else:
                print(f"{name}: {defect}, {bad}: exit code {code}, named {named}: MISSED", flush=True)
            if repeat == 0 and found["suspects"]:
                suspect = found["suspects"][0]
                words = f"{suspect['title']} {suspect['value']:.3g} against {suspect['median']:.3g}, {suspect['deviation']:.1f} scales"
        print(f"{name}: {defect}: caught {caught} of {repeats}, right shard first; {words}", flush=True)
        mistakes += repeats - caught
    return mistakes


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--data", required=True, help="the folder corpora of the shared data")
    parser.add_argument("--nights", type=int, default=100, help="how many clean nights")
    parser.add_argument("--repeats", type=int, default=3, help="how often each defect is tried")
    parser.add_argument("--documents", type=int, default=3000, help="documents of a night")
    parser.add_argument("--pool", choices=["chat", "passages"], action="append")
    parser.add_argument("--learn", action="store_true", help="with the learned figures of the report, which take longer")
    arguments = parser.parse_args()
    mistakes = 0
    for name in arguments.pool or ["chat", "passages"]:
        pool = {"chat": chat, "passages": passages}[name](arguments.data)
        with tempfile.TemporaryDirectory() as folder:
            nights = Nights(
                arguments.bin, pool, min(arguments.documents, len(pool) // 2), folder,
                ["--name", name] + ([] if arguments.learn else ["--quick"]))
            mistakes += simulate(name, nights, arguments.nights, arguments.repeats, arguments.data)
    sys.exit(1 if mistakes else 0)


if __name__ == "__main__":
    main()
