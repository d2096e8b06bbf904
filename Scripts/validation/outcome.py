"""What the scores were worth: rank correlation with the value of trained models, as a table and as JSON."""

import os

import correlation
import scores
import suites
import training

# Beside σ, T and their rank sum; with the sign of "better to train on".
BASELINES = {"unigram entropy": 1, "zstd size": 1, "xz size": 1, "n-gram cross-entropy": 1, "H1 - L": 1}

# Bijections of a text: nothing that looks at a corpus alone can tell them from it, and they teach a model of the text nothing.
MEANINGLESS = {"letter-cipher", "word-cipher", "base64-of-text"}


def values(suite, frozen, measure):
    """Seconds of the models, and for each target and candidate the bits per byte saved against no candidate, mean over seeds."""
    found, without = {}, {}
    for line in training.done(os.path.join(suite, "results.jsonl")):
        if (line["scores"], line["settings"]) == (frozen, training.SETTINGS):
            for target, losses in line["losses"].items():
                kept = found.setdefault(target, {}).setdefault(line["candidate"], {})
                kept[line["seed"]] = losses[measure]
    for target, candidates in found.items():
        without = candidates.pop("", {})
        for name, losses in candidates.items():
            differences = [without[seed] - loss for seed, loss in losses.items() if seed in without]
            candidates[name] = {"value": sum(differences) / len(differences), "seeds": differences}
    return found


def rank_sum(one, other):
    return [a + b for a, b in zip(correlation.ranks(one), correlation.ranks(other))]


def columns(frozen, names, targets):
    """The scores by name, each one list a target."""
    def column(key, sign=1):
        return [sign * frozen["scores"][name][key] for name in names]
    sigma = column("sigma")
    found = {"sigma": [sigma] * len(targets)}
    if all("transfer" in frozen["scores"][name] for name in names):
        transfer = [[frozen["scores"][name]["transfer"][target] for name in names] for target in targets]
        found["T"] = transfer
        found["rank sum of T and sigma"] = [rank_sum(row, sigma) for row in transfer]
    for key, sign in BASELINES.items():
        if all(frozen["scores"][name][key] is not None for name in names):
            found[key] = [column(key, sign)] * len(targets)
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


def outcome(suite):
    frozen = scores.load(suite)
    description = suites.load(suite)
    found = {"suite": description, "sha256": frozen["sha256"], "settings": training.SETTINGS, "measures": {}}
    for measure in ("direct", "adapted"):
        measured = values(suite, frozen["sha256"], measure)
        names = [name for name in frozen["scores"] if all(name in candidates for candidates in measured.values())]
        if not measured or len(names) < 3:
            raise suites.Problem(f"{suite}: too few trained models for a correlation")
        seen = [name for name in names if name not in MEANINGLESS]
        found["measures"][measure] = {
            "values": {target: {name: candidates[name]["value"] for name in names}
                       for target, candidates in measured.items()},
            "all": correlations(frozen, measured, names), "candidates": len(names),
            "betweenSeeds": between_seeds(measured, names)}
        if len(seen) < len(names):
            found["measures"][measure]["withoutCiphers"] = correlations(frozen, measured, seen)
    suites.save(found, os.path.join(suite, "outcome.json"))
    return found


def table(suite, found, out):
    """The outcome for a reader."""
    frozen = scores.load(suite)["scores"]
    for measure, part in found["measures"].items():
        targets = sorted(part["values"])
        out.write(f"\n{found['suite']['kind']}, {part['candidates']} candidates, n = {found['suite']['budget']:,} bytes; "
                  f"value: bits per byte saved on held-out documents, {measure}\n\n")
        out.write(f"{'':<22} {'sigma':>8} {'H1 - L':>8} {'zstd':>6} " + "".join(f"{name:>14}" for name in targets) + "\n")
        for name in sorted(part["values"][targets[0]], key=lambda name: -part["values"][targets[0]][name]):
            score = frozen[name]
            out.write(f"{name:<22} {score['sigma']:>8.4f} {score['H1 - L']:>8.4f} {score['zstd size']:>6.3f} "
                      + "".join(f"{part['values'][target][name]:>14.4f}" for target in targets) + "\n")
        for group, title in (("all", "all candidates"), ("withoutCiphers", "without ciphers and encodings of the text")):
            if group in part:
                out.write(f"\nSpearman with that value, {title}; 95 % by resampling candidates\n")
                for score, row in part[group].items():
                    ends = "[{:+.2f}, {:+.2f}]".format(*row["interval"]) if row["interval"] else "no interval: constant"
                    each = "  ".join(f"{target} {rho:+.2f}" for target, rho in row["targets"].items())
                    out.write(f"  {score:<26} {row['spearman']:+.3f}  {ends}  {each if len(targets) > 1 else ''}\n")
        for target, rho in part["betweenSeeds"].items():
            out.write(f"  one seed's values with another's, {target}: {rho:+.3f}\n")
