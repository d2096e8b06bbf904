"""What the scores were worth: rank correlation with the value of trained models, as a table and as JSON."""

import os

import correlation
import degradations
import scores
import suites
import training

# Beside σ, T and their rank sum. Which end of a baseline is the better one is for the outcome to say, by its sign.
BASELINES = ("unigram entropy", "zstd size", "xz size", "n-gram cross-entropy", "H1 - L")

# Bijections of a text, about: nothing that looks at a corpus alone tells them from it, and they teach nothing of the text.
MEANINGLESS = {"letter-cipher", "word-cipher", "base64-of-text"}


def values(suite, frozen, measure):
    """For each target and candidate the bits per byte saved against no candidate: the mean over seeds, and each.

    A seed counts where all candidates were trained with it.
    """
    found, trained = {}, {}
    for line in training.done(os.path.join(suite, "results.jsonl")):
        if (line["scores"], line["settings"]) == (frozen, training.SETTINGS):
            trained.setdefault(line["seed"], set()).add(line["candidate"])
            for target, losses in line["losses"].items():
                found.setdefault(target, {}).setdefault(line["candidate"], {})[line["seed"]] = losses[measure]
    wanted = {"", *suites.load(suite)["candidates"]}
    seeds = sorted(seed for seed, names in trained.items() if names >= wanted)
    if not seeds:
        raise suites.Problem(f"{suite}: no seed with which a model of every candidate was trained")
    for target, candidates in found.items():
        without = candidates.pop("")
        for name, losses in candidates.items():
            differences = [without[seed] - losses[seed] for seed in seeds]
            candidates[name] = {"value": sum(differences) / len(differences), "seeds": differences}
    return found


def rank_sum(one, other):
    return [a + b for a, b in zip(correlation.ranks(one), correlation.ranks(other))]


def columns(frozen, names, targets):
    """The scores by name, each one list a target."""
    sigma = [frozen[name]["sigma"] for name in names]
    transfer = [[frozen[name]["transfer"][target] for name in names] for target in targets]
    found = {
        "sigma": [sigma] * len(targets), "T": transfer,
        "rank sum of T and sigma": [rank_sum(row, sigma) for row in transfer]}
    for baseline in ("joint product", *BASELINES):
        found[baseline] = [[frozen[name][baseline] for name in names]] * len(targets)
    return found


def correlations(frozen, measured, names):
    """For every score the mean over targets with its interval, and each target's own."""
    targets = sorted(measured)
    value = [[measured[target][name]["value"] for name in names] for target in targets]
    found = {}
    for score, rows in columns(frozen, names, targets).items():
        found[score] = {
            "spearman": correlation.mean_spearman(rows, value), "interval": correlation.interval(rows, value),
            "targets": {target: correlation.spearman(*pair) for target, *pair in zip(targets, rows, value)}}
    return found


def between_seeds(measured, names):
    """The rank correlation of the values by one seed with those by another: no score can be expected to do better."""
    found = {}
    for target, candidates in measured.items():
        seeds = [candidates[name]["seeds"] for name in names]
        if min(map(len, seeds)) > 1:
            found[target] = correlation.spearman([each[0] for each in seeds], [each[1] for each in seeds])
    return found


def groups(names, kind):
    """Which candidates a correlation is over."""
    found = {"all candidates": names}
    if kind == "degradations":
        found["without ciphers and encodings of the text"] = [name for name in names if name not in MEANINGLESS]
        found["the must-hold list"] = [name for name in names if name in degradations.MUST_HOLD]
        found["the fresh ones"] = [name for name in names if name not in degradations.MUST_HOLD]
    return {title: group for title, group in found.items() if len(group) > 2}


def frozen_scores(suite):
    """Scores and ranks of each candidate, and the hash that results carry."""
    kept, ranks = scores.load(suite, "scores.json"), scores.load(suite, "ranks.json")
    return {name: {**score, **ranks["scores"][name]} for name, score in kept["scores"].items()}, kept["sha256"]


def outcome(suite):
    frozen, sha = frozen_scores(suite)
    description = suites.load(suite)
    found = {"suite": description, "scores": frozen, "sha256": sha, "settings": training.SETTINGS, "measures": {}}
    for measure in training.MEASURES[description["kind"]]:
        measured = values(suite, sha, measure)
        names = sorted(frozen)
        found["measures"][measure] = {
            "values": {target: {name: candidates[name]["value"] for name in names}
                       for target, candidates in measured.items()},
            "betweenSeeds": between_seeds(measured, names),
            "groups": {title: {"candidates": len(group), "scores": correlations(frozen, measured, group)}
                       for title, group in groups(names, description["kind"]).items()}}
    suites.save(found, os.path.join(suite, "outcome.json"))
    return found


def table(suite, found, out):
    """The outcome for a reader."""
    frozen = found["scores"]
    for measure, part in found["measures"].items():
        targets = sorted(part["values"])
        out.write(f"\n{found['suite']['kind']}, n = {found['suite']['budget']:,} bytes; "
                  f"value: bits per byte saved on held-out documents, {measure}\n\n")
        titles = [f"T {target}" for target in targets] + targets
        out.write(f"{'':<22} {'sigma':>8} {'H1 - L':>8} {'zstd':>6} {''.join(f'{title:>14}' for title in titles)}\n")
        for name in sorted(part["values"][targets[0]], key=lambda name: -part["values"][targets[0]][name]):
            score = frozen[name]
            cells = [score["transfer"][target] for target in targets]
            cells += [part["values"][target][name] for target in targets]
            out.write(f"{name:<22} {score['sigma']:>8.4f} {score['H1 - L']:>8.4f} {score['zstd size']:>6.3f} "
                      f"{''.join(f'{cell:>14.4f}' for cell in cells)}\n")
        for title, group in part["groups"].items():
            out.write(f"\nSpearman with that value, {title} ({group['candidates']}); 95 % by resampling candidates\n")
            for score, row in group["scores"].items():
                ends = "[{:+.2f}, {:+.2f}]".format(*row["interval"]) if row["interval"] else "no interval: constant"
                each = "  ".join(f"{target} {rho:+.2f}" for target, rho in row["targets"].items())
                out.write(f"  {score:<26} {row['spearman']:+.3f}  {ends}  {each if len(targets) > 1 else ''}".rstrip() + "\n")
        for target, rho in part["betweenSeeds"].items():
            out.write(f"  one seed's values with another's, {target}: {rho:+.3f}\n")
