"""Trains one small model for each candidate and seed, adapts it to each target, and writes what it came to.

Results are lines of results.jsonl, written as they come: a run that was interrupted goes on where it was.
"""

import copy
import json
import os
import sys
import time

import torch

import documents as lists
import language_model as model
import scores
import suites

# The same for every candidate; chosen by the loss of undegraded prose alone.
PASSES = 2
SETTINGS = {"model": model.DESCRIPTION, "passes": PASSES, "adaptationPasses": 1}


# How a model may be tried: on text that is what the candidate should have been, without adapting; or else after adapting.
MEASURES = {"degradations": ("direct", "adapted"), "natural": ("adapted",)}


def values_of(pretrained, targets, seed, measures):
    """Loss of each target's evaluation documents, before and after adapting to its reference."""
    found = {}
    for name, parts in sorted(targets.items()):
        found[name] = {}
        if "direct" in measures:
            found[name]["direct"] = model.loss(pretrained, parts["evaluation"])
        adapted = copy.deepcopy(pretrained)
        model.train(adapted, parts["reference"], SETTINGS["adaptationPasses"], seed, rate=model.RATE / 4)
        found[name]["adapted"] = model.loss(adapted, parts["evaluation"])
    return found


def done(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as source:
        # The last line of a run that was killed may be cut.
        return [json.loads(line) for line in source if line.endswith("\n")]


def run(suite, seeds):
    frozen = scores.load(suite, "scores.json")["sha256"]
    description = suites.load(suite)
    path = os.path.join(suite, "results.jsonl")
    known = {
        (line["candidate"], line["seed"]) for line in done(path)
        if (line["scores"], line["settings"]) == (frozen, SETTINGS)}
    targets = {
        name: {part: lists.load(os.path.join(suite, "targets", name, part)) for part in ("reference", "evaluation")}
        for name in description["targets"]}
    torch.set_num_threads(1)
    # "" is the model that saw no candidate.
    work = [(name, seed) for seed in range(1, seeds + 1) for name in ["", *sorted(description["candidates"])]]
    for number, (name, seed) in enumerate(work, 1):
        if (name, seed) in known:
            continue
        start = time.process_time()
        trained = model.make(seed)
        trainingLoss = None
        if name:
            trainingLoss = model.train(trained, lists.load(os.path.join(suite, "candidates", name)), PASSES, seed)
        line = {
            "candidate": name, "seed": seed, "scores": frozen, "settings": SETTINGS, "trainingLoss": trainingLoss,
            "losses": values_of(trained, targets, seed, MEASURES[description["kind"]]),
            "seconds": round(time.process_time() - start, 1)}
        with open(path, "a", encoding="utf-8") as out:
            out.write(json.dumps(line, sort_keys=True) + "\n")
        print(f"{number}/{len(work)} {name or '(no candidate)'} seed {seed}: {line['seconds']} s", file=sys.stderr)
