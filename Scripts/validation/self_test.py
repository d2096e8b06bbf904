"""Holds the pieces against something independent: SciPy, automatic differentiation, invariants of the degradations."""

import collections
import math
import os
import random
import tempfile

import scipy.stats
import torch

import correlation
import degradations
import documents as lists
import fresh
import language_model as model
import scores
import suites

WORDS = b"the a king queen says goes home slowly again to of window. Never".split(b" ")


def text(chance, count=40):
    return [b" ".join(chance.choices(WORDS, k=300)) + b".\n" for _ in range(count)]


def correlations_equal_those_of_scipy(chance):
    for size in (3, 12, 40):
        for distinct in (2, 5, 1000):
            one, other = ([chance.randrange(distinct) + 0.5 for _ in range(size)] for _ in "ab")
            if len(set(one)) > 1 and len(set(other)) > 1:
                expected = scipy.stats.spearmanr(one, other).statistic
                assert abs(correlation.spearman(one, other) - expected) < 1e-12, (one, other)
                assert correlation.ranks(one) == list(scipy.stats.rankdata(one))
    assert math.isnan(correlation.spearman([1, 1, 1], [1, 2, 3]))


def intervals_cover(chance):
    """Independent scores: 0 lies outside a 95 % interval in about one of twenty cases."""
    missed = 0
    for _ in range(100):
        one, other = ([chance.random() for _ in range(25)] for _ in "ab")
        low, high = correlation.interval([one], [other], resamples=200)
        missed += not low <= 0 <= high
    assert missed <= 15, missed
    assert correlation.interval([[1, 2, 3, 4]], [[1, 2, 3, 4]]) == [1, 1]
    assert correlation.interval([[1, 1, 1, 1]], [[1, 2, 3, 4]]) is None


def recurrences_have_their_gradient(chance):
    torch.manual_seed(1)
    forget, value = (torch.rand(6, 2, 3, dtype=torch.double, requires_grad=True) for _ in "ab")
    assert torch.autograd.gradcheck(model.Recurrence.apply, (forget, value))
    carried, expected = torch.zeros(2, 3, dtype=torch.double), []
    for gate, new in zip(forget, value):
        carried = gate * carried + new
        expected.append(carried)
    assert torch.allclose(model.Recurrence.apply(forget, value), torch.stack(expected))


def models_learn_what_can_be_learnt(chance):
    """Losses of a source of known entropy: 8 bits for a model that knows nothing, the entropy for one that learnt."""
    torch.set_num_threads(1)
    ignorant = model.make(1)
    with torch.no_grad():
        ignorant.out.weight.zero_()
        ignorant.out.bias.zero_()
    documents = [bytes(chance.choices(b"abcdefgh", weights=[8, 8, 4, 4, 2, 2, 2, 2], k=1500)) for _ in range(20)]
    assert abs(model.loss(ignorant, documents) - 8) < 1e-5
    learnt = model.make(1)
    model.train(learnt, documents, 2, seed=1)
    entropy = -sum(share / 32 * math.log2(share / 32) for share in (8, 8, 4, 4, 2, 2, 2, 2))
    assert entropy - 0.03 < model.loss(learnt, documents[:5]) < entropy + 0.15


def degradations_keep_what_they_must(chance):
    base = text(chance)
    size = lists.size(base)

    def counts(documents):
        return collections.Counter(b"".join(documents))
    every = {**degradations.MUST_HOLD, **fresh.suite(text(random.Random(2)))}
    for name, degrade in every.items():
        once, again = (degrade(base, size, random.Random(name)) for _ in "ab")
        assert once == again and all(once), name
    made = {name: degrade(base, size, random.Random(name)) for name, degrade in every.items()}
    for name in ("words-shuffled", "characters-shuffled", "sentences-shuffled", "lines-shuffled", "words-reversed"):
        # Where pieces are joined anew, white space may differ.
        assert counts(made[name]).keys() == counts(base).keys(), name
        assert abs(lists.size(made[name]) - size) <= len(base), name
    assert counts(made["characters-shuffled"]) == counts(base)
    assert sorted(counts(made["letter-cipher"]).values()) == sorted(counts(base).values())
    assert made["letter-cipher"] != base and list(map(len, made["letter-cipher"])) == list(map(len, base))
    for times in (2, 4, 16):
        found = collections.Counter(made[f"repeated-{times}"])
        assert set(found.values()) == {times} and abs(lists.size(found.elements()) - size) < 2 * times
    joined = b"".join(base)
    imitation = made["markov-3"][5]
    assert all(imitation[at:at + 4] in joined for at in range(len(imitation) - 3))
    for percent in (10, 30):
        changed = sum(a != b for one, other in zip(base, made[f"random-{percent}"]) for a, b in zip(one, other))
        assert abs(changed / size - percent / 100 * 255 / 256) < 0.01


def changed_scores_are_refused(chance):
    with tempfile.TemporaryDirectory() as folder:
        scores.seal({"a": {"sigma": 0.25}}, folder, "scores.json")
        assert scores.load(folder, "scores.json")["scores"] == {"a": {"sigma": 0.25}}
        changed = {**scores.load(folder, "scores.json"), "scores": {"a": {"sigma": 0.5}}}
        suites.save(changed, os.path.join(folder, "scores.json"))
        try:
            scores.load(folder, "scores.json")
        except suites.Problem:
            return
        raise AssertionError(changed)


def run():
    for test in (
            correlations_equal_those_of_scipy, intervals_cover, recurrences_have_their_gradient,
            models_learn_what_can_be_learnt, degradations_keep_what_they_must, changed_scores_are_refused):
        test(random.Random(1))
        print(f"ok {test.__name__.replace('_', ' ')}")
    return 0
