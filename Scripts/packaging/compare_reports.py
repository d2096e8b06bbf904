"""Compares the reports of two builds: where the compressors' versions agree, they are the same bytes; else only what hangs
on compressors may differ.

usage: compare_reports.py EXPECTED FOUND EXPECTED-VERSION FOUND-VERSION
"""

import json
import sys

# Where the JSON report has figures that come from zstd and xz, or from the best of all codes.
COMPRESSED = (
    "provenance.libraries.", "entropy.codeLengths[", "entropy.redundancyByWindow[", "entropy.best", "entropy.mixture",
    "entropy.saved", "entropy.remainingShare")


def leaves(value, path=""):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, f"{path}[{index}]")
    else:
        yield path, value


def versions(path):
    with open(path, encoding="utf-8") as file:
        return dict(line.split(" ", 1) for line in file.read().splitlines())


def main():
    with open(sys.argv[1], encoding="utf-8") as expected, open(sys.argv[2], encoding="utf-8") as found:
        texts = expected.read(), found.read()
    before, after = versions(sys.argv[3]), versions(sys.argv[4])
    changed = {name: f"{before.get(name)} → {after[name]}" for name in after if before.get(name) != after[name]}
    print("versions that differ: " + (", ".join(f"{name} {pair}" for name, pair in changed.items()) or "none"))
    if texts[0] == texts[1]:
        print("the report is the same, byte for byte")
        return
    first, second = (dict(leaves(json.loads(text))) for text in texts)
    paths = sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))
    print(f"{len(paths)} of {len(first)} values differ: " + ", ".join(paths[:40]))
    if not changed.keys() & {"libzstd", "liblzma"}:
        sys.exit("the compressors are the same, the report is not")
    strangers = [path for path in paths if not path.startswith(COMPRESSED)]
    if strangers:
        sys.exit("these do not hang on a compressor: " + ", ".join(strangers))


if __name__ == "__main__":
    main()
