"""Suites: folders of candidates of equal size, with what their models are tried on.

    SUITE/suite.json             budgets, candidates, targets
    SUITE/candidates/NAME/       documents that are scored and trained on
    SUITE/targets/NAME/reference/     documents that scores and models may see: T's reference, the models' adaptation
    SUITE/targets/NAME/evaluation/    documents that only the trained models are tried on
"""

import hashlib
import json
import os
import random
import shutil

import degradations
import documents as lists
import fresh

REFERENCE = 64 << 10
EVALUATION = 48 << 10


class Problem(Exception):
    """What is wrong with what the user named."""


def candidate_bytes(budget):
    """The size of a candidate for which three quarters of its documents hold the budget: a quarter is held out."""
    return -(-budget * 4 // 3)


def enough(documents, size, name):
    if lists.size(documents) < size:
        raise Problem(f"{name} has {lists.size(documents):,} bytes of distinct documents; {size:,} are needed")
    return documents


def target(documents, name):
    """Reference and evaluation documents out of a text, and the rest of it."""
    enough(documents, REFERENCE + EVALUATION, name)
    reference, evaluation, rest = lists.shares(documents, REFERENCE, EVALUATION)
    return {"reference": reference, "evaluation": evaluation}, rest


def degraded(base, other, budget):
    """Candidates and targets: the base in all its bad forms; the target is the base itself."""
    size = candidate_bytes(budget)
    clean, pool = target(lists.read(base), base)
    enough(pool, size, base)
    second = lists.read(other) if other else []
    candidates = {}
    for name, degrade in {**degradations.MUST_HOLD, **fresh.suite(second)}.items():
        # What makes a text shorter is given more of it, as long as there is more.
        wanted = size
        while True:
            chance = random.Random(f"{name} of a base corpus")
            found = degrade(lists.prefix(pool, wanted), size, chance)
            if lists.size(found) >= size:
                break
            if wanted > lists.size(pool):
                raise Problem(f"{base} is too short for {name}: {lists.size(found):,} bytes of {size:,}")
            wanted *= 2
        candidates[name] = lists.prefix(found, size)
    return candidates, {"clean": clean}


def natural(candidates, targets, budget):
    """Candidates out of several texts each, and targets: each named one, and the mixture of all."""
    size = candidate_bytes(budget)

    def text(name, paths):
        return sorted({document for path in paths for document in lists.read(path)}, key=lists.key)

    chosen = {name: lists.prefix(enough(text(name, paths), size, name), size) for name, paths in candidates.items()}
    tried = {name: target(text(name, paths), name)[0] for name, paths in targets.items()}
    if len(tried) > 1:
        tried["mixture"] = {
            part: [document for one in tried.values() for document in lists.prefix(one[part], limit // len(tried))]
            for part, limit in (("reference", REFERENCE), ("evaluation", EVALUATION))}
    return chosen, tried


def write(folder, kind, candidates, targets, budget):
    """Writes a suite, unless the folder has the very same."""
    description = {
        "kind": kind, "budget": budget, "candidateBytes": candidate_bytes(budget),
        "candidates": {name: digest(documents) for name, documents in candidates.items()},
        "targets": {name: {part: digest(documents) for part, documents in parts.items()}
                    for name, parts in targets.items()}}
    path = os.path.join(folder, "suite.json")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as source:
            if json.load(source) == description:
                return
        raise Problem(f"{folder} holds another suite; name another folder or remove it")
    for part in ("candidates", "targets"):
        shutil.rmtree(os.path.join(folder, part), ignore_errors=True)
    for name, documents in candidates.items():
        lists.write(documents, os.path.join(folder, "candidates", name))
    for name, parts in targets.items():
        for part, documents in parts.items():
            lists.write(documents, os.path.join(folder, "targets", name, part))
    save(description, path)


def digest(documents):
    content = hashlib.sha256()
    for document in documents:
        content.update(lists.key(document))
    return content.hexdigest()[:16]


def load(folder):
    with open(os.path.join(folder, "suite.json"), encoding="utf-8") as source:
        return json.load(source)


def save(value, path):
    with open(path + ".part", "w", encoding="utf-8") as out:
        json.dump(value, out, indent=1, sort_keys=True)
        out.write("\n")
    os.replace(path + ".part", path)
