"""Scores of a suite's candidates, taken and frozen before any model is trained.

Every score is turned so that more means "better to train on" as its advocates would have it.
"""

import collections
import concurrent.futures
import hashlib
import json
import lzma
import math
import os
import subprocess

import documents as lists
import suites


def report(assay, verb, folder, *options):
    done = subprocess.run(
        [assay, verb, folder, "--input-format", "text", "--format", "json", *options], capture_output=True, text=True)
    if done.returncode not in (0, 3):
        raise suites.Problem(f"assay {verb} {folder}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def unigram_entropy(text):
    """Bits per byte of the counts of bytes (plug-in)."""
    return -sum(count / len(text) * math.log2(count / len(text)) for count in collections.Counter(text).values())


def zstd_ratio(text):
    done = subprocess.run(["zstd", "-19", "--long=27", "-q", "-c"], input=text, capture_output=True, check=True)
    return len(done.stdout) / len(text)


def of_text(folder):
    """The baselines that need no report: of the whole candidate, copies included."""
    text = b"".join(lists.load(folder))
    return {
        "unigram entropy": unigram_entropy(text), "zstd size": zstd_ratio(text),
        "xz size": len(lzma.compress(text, preset=9 | lzma.PRESET_EXTREME)) / len(text)}


def of_scan(assay, folder, budget):
    """σ at the common budget, and what the best code saves against the order-0 code.

    Where all is one document, nothing can be held out, and no structure is shown: σ is 0.
    """
    found = report(assay, "scan", folder, "--budget", str(budget), "--threads", "1")
    order0 = next(
        loss["perByte"]["value"] for losses in found["initialLosses"] if losses["alphabet"] == "bytes"
        for loss in losses["losses"] if loss["name"] == "adaptive order-0")
    saved = {"H1 - L": order0 - found["entropy"]["best"]["perByte"]["value"]}
    if "learning" not in found:
        return {**saved, "sigma": 0, "sigmaInterval": None, "learnt": 0}
    rate = found["learning"]["structureRate"]
    # With fewer than n bytes to learn from S is divided by n all the same.
    share = found["learning"]["budget"] / budget
    ends = [rate["interval"][end] * share for end in ("lower", "upper")] if "interval" in rate else None
    return {**saved, "sigma": rate["value"] * share, "sigmaInterval": ends, "learnt": found["learning"]["budget"]}


def of_ngrams(assay, folder):
    """Held-out cross-entropy of a Kneser-Ney model of words, order 5, in bits per byte of text; 0 where nothing is held out."""
    found = report(assay, "ngrams", folder, "--order", "5").get("heldOut")
    if not found:
        return {"n-gram cross-entropy": 0}
    scored = found["scored"]
    return {"n-gram cross-entropy": found["perToken"]["value"] * scored["tokens"] / scored["bytes"]}


def of_candidate(assay, suite, name, budget):
    folder = os.path.join(suite, "candidates", name)
    return {**of_text(folder), **of_ngrams(assay, folder), **of_scan(assay, folder, budget)}


def freeze(assay, suite, threads):
    """Scores that are there stay as they are: a suite is scored once."""
    path = os.path.join(suite, "scores.json")
    if os.path.exists(path):
        return load(suite)
    description = suites.load(suite)
    names = sorted(description["candidates"])
    folder = os.path.join(suite, "scores")
    os.makedirs(folder, exist_ok=True)

    def score(name):
        kept = os.path.join(folder, name + ".json")
        if not os.path.exists(kept):
            suites.save(of_candidate(assay, suite, name, description["budget"]), kept)
        with open(kept, encoding="utf-8") as source:
            return json.load(source)

    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        scores = dict(zip(names, pool.map(score, names)))
    suites.save({"scores": scores, "sha256": digest(scores)}, path)
    return load(suite)


def digest(scores):
    return hashlib.sha256(json.dumps(scores, sort_keys=True).encode()).hexdigest()


def load(suite):
    """The frozen scores; refused where they were changed since."""
    with open(os.path.join(suite, "scores.json"), encoding="utf-8") as source:
        found = json.load(source)
    if digest(found["scores"]) != found["sha256"]:
        raise suites.Problem(f"{suite}/scores.json was changed after it was frozen")
    return found
