"""Holds structure and transfer against the value of trained models. Started by Scripts/validate-ranking.

A suite is built and its scores are frozen, with a hash, before a model is trained; what is there already is not made again,
so that a run that was interrupted goes on. Exit code 2: what was named does not do.
"""

import argparse
import os
import sys

import scores
import suites


def named(argument):
    name, _, paths = argument.partition("=")
    if not name or not paths:
        raise argparse.ArgumentTypeError(f"{argument}: write NAME=PATH[,PATH...]")
    return name, paths.split(",")


def options():
    parser = argparse.ArgumentParser(prog="validate-ranking", description=__doc__)
    parser.add_argument("kind", choices=["degradations", "natural", "self-test"])
    parser.add_argument("--suite", help="the folder of the suite, its scores and its results")
    parser.add_argument("--assay", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--budget", type=int, default=256 << 10, help="n in bytes, a power of two; else 262144")
    parser.add_argument("--base", help="degradations: a text, or a folder of texts")
    parser.add_argument("--other", help="degradations: a text in another language")
    parser.add_argument("--candidate", type=named, action="append", default=[], metavar="NAME=PATH[,PATH...]")
    parser.add_argument("--target", type=named, action="append", default=[], metavar="NAME=PATH[,PATH...]")
    parser.add_argument("--seeds", type=int, default=2, help="models for each candidate")
    parser.add_argument("--threads", type=int, default=1, help="candidates that are scored at a time")
    parser.add_argument("--scores-only", action="store_true", help="freeze the scores and train nothing")
    return parser.parse_args()


def main():
    chosen = options()
    if chosen.kind == "self-test":
        import self_test
        return self_test.run()
    if not chosen.suite:
        raise suites.Problem("say with --suite where the suite is, or is to be")
    if not os.path.exists(os.path.join(chosen.suite, "suite.json")):
        if chosen.kind == "degradations":
            if not chosen.base:
                raise suites.Problem("name the text to degrade with --base")
            made = suites.degraded(chosen.base, chosen.other, chosen.budget)
        else:
            if len(chosen.candidate) < 3 or not chosen.target:
                raise suites.Problem("name three candidates or more with --candidate, and a --target")
            made = suites.natural(dict(chosen.candidate), dict(chosen.target), chosen.budget)
        suites.write(chosen.suite, chosen.kind, *made, chosen.budget)
    scores.freeze(chosen.assay, chosen.suite, chosen.threads)
    if chosen.scores_only:
        return 0
    # Only here, since the import takes seconds.
    import outcome
    import training
    training.run(chosen.suite, chosen.seeds)
    outcome.table(chosen.suite, outcome.outcome(chosen.suite), sys.stdout)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (suites.Problem, OSError) as problem:
        print(f"validate-ranking: {problem}", file=sys.stderr)
        sys.exit(2)
