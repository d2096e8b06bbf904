"""Compares assay's n-gram models with the kenlm module, which reads their ARPA files. Started by Scripts/compare kenlm.

Nine tenths of a file's lines train a model for each order; both sides score the rest. Lines that hold <s>, </s> or <unk> are left
out: assay takes them for words, and kenlm for its marks. Byte sequences that are no UTF-8 are replaced on both sides.
"""

import json
import os
import subprocess
import sys
import tempfile

import kenlm

ORDERS = (2, 3, 5, 6)
LARGEST_DIFFERENCE = 1e-6


def prepared(path):
    """The lines of a file with single spaces."""
    text = open(path, "rb").read().decode("utf-8-sig", "replace").replace("\0", " ")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return [line for line in lines if line and not {"<s>", "</s>", "<unk>"} & set(line.split(" "))]


def theirs(model, lines):
    """Perplexity of all words, and of those that the model knows."""
    total = known = 0.0
    words = unknown = 0
    for line in lines:
        for logarithm, _, is_unknown in model.full_scores(line):
            total += logarithm
            words += 1
            unknown += is_unknown
            known += 0 if is_unknown else logarithm
    return 10 ** (-total / words), 10 ** (-known / (words - unknown)), words, unknown


def main():
    assay, *paths = sys.argv[1:]
    worst = 0
    config = kenlm.Config()
    config.show_progress = False
    with tempfile.TemporaryDirectory() as scratch:
        train, test, arpa = (os.path.join(scratch, name) for name in ("train.txt", "test.txt", "model.arpa"))
        for path in paths:
            lines = prepared(path)
            cut = len(lines) * 9 // 10
            for name, part in ((train, lines[:cut]), (test, lines[cut:])):
                with open(name, "w", encoding="utf-8", newline="\n") as out:
                    out.writelines(line + "\n" for line in part)
            for order in ORDERS:  # The module takes no model of order 1.
                report = json.loads(subprocess.run(
                    [assay, "ngrams", train, "--test", test, "--order", str(order), "--arpa", arpa, "--format", "json",
                     "--input-format", "text"], check=True, stdout=subprocess.PIPE).stdout)
                ours = report["heldOut"]
                every, known, words, unknown = theirs(kenlm.Model(arpa, config), lines[cut:])
                difference = max(
                    abs(ours["perplexity"] / every - 1), abs(ours["perplexityOfKnown"] / known - 1))
                if (ours["scored"]["tokens"], ours["unknownTokens"]) != (words, unknown):
                    difference = float("inf")
                worst = max(worst, difference)
                print(f"{os.path.basename(path):<28} order {order}  {ours['perplexity']:>14.7f} {every:>14.7f}  "
                      f"{ours['perplexityOfKnown']:>14.7f} {known:>14.7f}  {difference:.1e}", flush=True)
    print(f"largest relative difference {worst:.1e}, at most {LARGEST_DIFFERENCE}")
    sys.exit(worst > LARGEST_DIFFERENCE)


if __name__ == "__main__":
    main()
