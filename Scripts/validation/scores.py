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
    """Held-out cross-entropy of a Kneser-Ney model of words, order 5, in bits per byte; 0 where nothing is held out."""
    found = report(assay, "ngrams", folder, "--order", "5").get("heldOut")
    if not found:
        return {"n-gram cross-entropy": 0}
    scored = found["scored"]
    return {"n-gram cross-entropy": found["perToken"]["value"] * scored["tokens"] / scored["bytes"]}


def of_candidate(assay, suite, name, description):
    folder = os.path.join(suite, "candidates", name)
    return {**of_text(folder), **of_ngrams(assay, folder), **of_scan(assay, folder, description["budget"])}


def of_rank(assay, suite, name, description):
    """σ, and T for each target, as `assay rank` has them; its targets are the references."""
    targets = sorted(description["targets"])
    named = [f"--target={os.path.join(suite, 'targets', target, 'reference')}" for target in targets]
    candidate, = report(assay, "rank", os.path.join(suite, "candidates", name), *named,
                        "--budget", str(description["budget"]), "--threads", "1")["candidates"]
    return {
        "sigma": candidate["levels"][0]["structureRate"]["value"], "joint product": joint(candidate),
        "transfer": dict(zip(targets, (each["gain"]["value"] for each in candidate["transfers"])))}


def joint(candidate):
    """σ·(H − L*)·(1 + g/L*), what source code was ordered best by; 0 where nothing is held out."""
    figures = [candidate.get(key, {}).get("value") for key in ("entropy", "noiseShare", "inDocumentGain")]
    if None in figures or min(figures[:2]) <= 0:
        return 0
    entropy, noise, gain = figures
    return candidate["levels"][0]["structureRate"]["value"] * (entropy / noise - entropy) * (1 + gain / entropy)


def freeze(assay, suite, threads):
    """Scores and ranks of a suite, with a hash; what is there stays as it is."""
    description = suites.load(suite)
    names = sorted(description["candidates"])

    def frozen(name, part, score):
        kept = os.path.join(suite, part, name + ".json")
        if not os.path.exists(kept):
            suites.save(score(assay, suite, name, description), kept)
        with open(kept, encoding="utf-8") as source:
            return json.load(source)

    for part, score in (("scores", of_candidate), ("ranks", of_rank)):
        if not os.path.exists(os.path.join(suite, part + ".json")):
            os.makedirs(os.path.join(suite, part), exist_ok=True)
            with concurrent.futures.ThreadPoolExecutor(threads) as pool:
                found = pool.map(lambda name: frozen(name, part, score), names)
                seal(dict(zip(names, found)), suite, part + ".json")


def digest(scores):
    return hashlib.sha256(json.dumps(scores, sort_keys=True).encode()).hexdigest()


def seal(scores, suite, name):
    suites.save({"scores": scores, "sha256": digest(scores)}, os.path.join(suite, name))


def load(suite, name):
    """Frozen scores; refused where they were changed since."""
    with open(os.path.join(suite, name), encoding="utf-8") as source:
        found = json.load(source)
    if digest(found["scores"]) != found["sha256"]:
        raise suites.Problem(f"{suite}/{name} was changed after it was frozen")
    return found
