"""Ratios of assay to its peers, measured in one run. Started by Scripts/bench, which installs the peers.

The sides of a row take turns, and the best of the rounds counts. A row whose data is absent says so. The exit code is 1 where
a ratio is below its least.
"""

import argparse
import json
import sys
import tempfile

import coding
import language_models
import reading
import scanning
import tokenising
from harness import Bench

ROWS = [
    tokenising.tokenise, scanning.stream, scanning.threads, reading.jsonl, reading.json_array, reading.csv, reading.parquet,
    coding.code_lengths, coding.predict, coding.sources, language_models.ngrams, language_models.score, scanning.memory,
]


def main():
    rows = {row.__name__: row for row in ROWS}
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--bin", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--shared", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--json", help="also write the table to this file")
    parser.add_argument("--quick", action="store_true", help="smaller inputs for the memory rows")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"which rows, of {', '.join(rows)}")
    options = parser.parse_args()
    for row in options.rows:
        if row not in rows:
            parser.error(f"no row {row}: choose from {', '.join(rows)}")
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(options, scratch)
        bench.head()
        for name in options.rows or rows:
            rows[name](bench)
    if options.json:
        with open(options.json, "w") as out:
            json.dump(bench.rows, out, indent=2)
    sys.exit(any(row.get("ratio", 1e9) < row.get("least", 0) for row in bench.rows))


if __name__ == "__main__":
    main()
