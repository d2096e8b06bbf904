"""N-gram models, and scores of documents."""

import json
import os
import statistics

from harness import ROUNDS, best, run, timed


def load(arpa):
    import kenlm

    config = kenlm.Config()
    config.show_progress = False
    return kenlm.Model(arpa, config)


def ngrams(bench):
    """An n-gram model of order 5, one thread: the time to train and score, and scoring against the kenlm module."""
    lines = []
    for path in bench.shared_files("prose", "wiki"):
        text = open(path, "rb").read().decode("utf-8-sig", "replace").replace("\0", " ")
        lines += [" ".join(line.split()) for line in text.split("\n")]
    # Kept apart: kenlm takes these for marks.
    lines = [line for line in lines if line and not {"<s>", "</s>", "<unk>"} & set(line.split(" "))]
    if not lines:
        return bench.skip("ngrams", "no shared corpora")
    size, count = 0, 0
    while count < len(lines) and size < 5_000_000:
        size += len(lines[count].encode()) + 1
        count += 1
    cut = count * 9 // 10
    train, test, arpa = (os.path.join(bench.scratch, name) for name in ("train.txt", "test.txt", "model.arpa"))
    for name, part in ((train, lines[:cut]), (test, lines[cut:count])):
        with open(name, "w", encoding="utf-8", newline="\n") as out:
            out.writelines(line + "\n" for line in part)
    answers = [json.loads(run(bench.assay_bench("ngrams", train, test, "--arpa", arpa)).stdout) for _ in range(ROUNDS)]
    needed = statistics.median(answer["train"] + answer["score"][0] for answer in answers)
    bench.add(f"5-grams of {size / 1e6:.1f} MB trained, scored, at most", f"{needed:.2f}", "3.00", 3 / needed, 1, "s")
    model = load(arpa)
    logarithms = []
    theirs = statistics.median(
        timed(lambda: logarithms.append(sum(model.score(line) for line in lines[cut:count]))) for _ in range(ROUNDS))
    words = answers[0]["tokens"]
    perplexity = 10 ** (-logarithms[0] / words)
    difference = abs(answers[0]["perplexity"] / perplexity - 1)
    bench.add("5-gram perplexity vs kenlm, relative difference", f"{difference:.1e}", "1e-6",
              1e-6 / max(difference, 1e-12), 1, "1")
    scored = statistics.median(statistics.median(answer["score"]) for answer in answers)
    bench.add("scoring with 5-grams, 1 thread, vs kenlm", f"{words / scored / 1e6:.2f}", f"{words / theirs / 1e6:.2f}",
              theirs / scored, 1, "Mtoken/s")


def score(bench):
    """Scores of documents, one thread, against datatrove's statistics and the kenlm module's score of the lines.

    assay reads JSON and writes JSON, the peers have the texts in memory. The ARPA model is trained on half of the
    documents, as assay's are.
    """
    path, texts = bench.documents()
    if not texts:
        return bench.skip("score", "no shared corpora")
    from datatrove.data import Document
    from datatrove.pipeline.stats import DocStats

    arpa = os.path.join(bench.scratch, "half.arpa")
    run([f"{bench.bin}/assay", "ngrams", path, "--held-out", "0.5", "--arpa", arpa])
    model = load(arpa)
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    tokens = sum(len(line.split()) + 1 for line in lines)
    statistics_of = DocStats(output_folder=bench.scratch)
    documents = [Document(text=text, id=str(at)) for at, text in enumerate(texts)]

    def ours():
        answer = json.loads(run(bench.assay_bench("score", path, path, "--rounds", 1)).stdout)
        assert answer["documents"] == len(texts), answer
        return answer["score"][0]

    taken, kenlms = best(ours, lambda: timed(lambda: [model.score(line) for line in lines]))
    datatroves, = best(lambda: timed(lambda: [statistics_of.extract_stats(one) for one in documents]), rounds=2)
    bench.add_speed("score, 1 thread, vs datatrove's DocStats", sum(len(text.encode()) for text in texts), taken,
                    datatroves, 2)
    bench.add("score, 1 thread, vs kenlm's score of the lines", f"{tokens / taken / 1e6:.2f}",
              f"{tokens / kenlms / 1e6:.2f}", kenlms / taken, 1, "Mtoken/s")
