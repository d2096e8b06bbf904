"""Code lengths: those of the compressors against the programs, and the learned predictor against other strong codes."""

import json
import os
import re
import subprocess

from harness import best, run, seconds


def code_lengths(bench):
    """Code lengths against the sizes that the programs write, and how long that takes in either."""
    programs = (
        (["zstd", "-3", "-q", "-c", "--single-thread"], "zstd -3"),
        (["zstd", "-19", "--long=27", "-q", "-c", "--single-thread"], "zstd -19 --long=27"),
        (["xz", "-9e", "-T1", "-c"], "xz -9e"),
    )
    for path in bench.shared_files("prose")[:2]:
        for program, settings in programs:
            theirs = len(subprocess.run([*program, path], check=True, capture_output=True).stdout)
            ours = json.loads(run(bench.assay_bench("code-length", settings, path)).stdout)["bytes"]
            agreement = 1 - abs(ours - theirs) / theirs
            bench.add(f"size of {os.path.basename(path)}, {settings}", ours, theirs, agreement, 0.999, "bytes")
    for program, settings in programs if bench.shared_files("prose") else ():
        path = bench.plain_text(100) if settings == "zstd -3" else bench.shared_files("prose")[1]
        ours, theirs = best(
            lambda: json.loads(run(bench.assay_bench("code-length", settings, path)).stdout)["seconds"],
            lambda: seconds([*program, path]), rounds=3)
        bench.add_speed(f"code length's speed vs {settings}", os.path.getsize(path), ours, theirs, 0.9)


def predict(bench):
    """The learned predictor against zpaq -m5, PPMd and xz -9e, bits and speed, one thread each."""
    inputs = [[path] for path in bench.shared_files("prose") if re.search("shakespeare|war-and-peace", path)]
    inputs += [[path] for path in bench.shared_files("wiki")]
    inputs += [[path] for path in bench.shared_files("chat") if path.endswith("gsm8k-train.jsonl")]
    inputs += [bench.shared_files("multilingual")]
    if not all(inputs) or len(inputs) != 5:
        return bench.skip("predict", "no shared corpora")
    archive = os.path.join(bench.scratch, "archive")
    peers = {
        "zpaq -m5": ["zpaq", "a", archive + ".zpaq", None, "-m5", "-t1"],
        "7-Zip PPMd -mx9": ["7zz", "a", "-m0=PPMd", "-mx9", "-mmt1", archive + ".7z", None],
        "xz -9e": ["xz", "-9e", "-T1", "-k", "-f", None],
    }
    written = {"zpaq -m5": archive + ".zpaq", "7-Zip PPMd -mx9": archive + ".7z"}
    spent = dict.fromkeys(["assay", "assay on 2", *peers], 0.0)
    for files in inputs:
        path = os.path.join(bench.scratch, "input")
        with open(path, "wb") as out:
            for file in files:
                out.write(open(file, "rb").read())
        answer = json.loads(run(bench.assay_bench("predict", path)).stdout)
        spent["assay"] += answer["seconds"]
        two = json.loads(run(bench.assay_bench("predict", "--threads", 2, path)).stdout)
        spent["assay on 2"] += two["seconds"]
        assert two["bytes"] == answer["bytes"], "two threads must change nothing"
        name = os.path.basename(files[0]) if len(files) == 1 else "multilingual"
        for peer, command in peers.items():
            spent[peer] += seconds([part or path for part in command])
            output = written.get(peer, path + ".xz")
            theirs = os.path.getsize(output)
            os.unlink(output)
            bench.add(f"code length of {name} vs {peer}", f"{answer['bytes']:.0f}", theirs, theirs / answer["bytes"], 1,
                      "bytes")
    total = sum(os.path.getsize(file) for files in inputs for file in files)
    for peer in peers:
        bench.add_speed(f"predictor's speed, 1 thread, vs {peer}", total, spent["assay"], spent[peer],
                        3 if peer == "zpaq -m5" else 1)
    bench.add_speed("predictor's speed, 2 threads vs 1", total, spent["assay on 2"], spent["assay"], 1.5)


def sources(bench):
    """The learned predictor on sources simpler than text, against what it may cost at most."""
    most = {"uniform": lambda _: 8.001, "zeros": lambda _: 0.001, "i.i.d.": lambda _: 1.755,
            "order-2 Markov": lambda needs: 1.005 * needs}
    for line in run(bench.assay_bench("sources")).stdout.splitlines():
        answer = json.loads(line)
        limit = most[answer["source"]](answer["needs"])
        bench.add(f"predictor on {answer['source']}, at most", f"{answer['rate']:.5f}", f"{limit:.5f}",
                  limit / answer["rate"], 1, "bit/byte")
