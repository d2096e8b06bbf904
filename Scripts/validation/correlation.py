"""Rank correlation with an interval from resampled corpora."""

import random


def ranks(values):
    """Ranks from 1, equal values sharing their mean rank."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for at in order[start:end]:
            found[at] = (start + 1 + end) / 2
        start = end
    return found


def pearson(one, other):
    """nan where one side is constant."""
    means = sum(one) / len(one), sum(other) / len(other)
    products = [0.0, 0.0, 0.0]
    for a, b in zip(one, other):
        x, y = a - means[0], b - means[1]
        products = [products[0] + x * y, products[1] + x * x, products[2] + y * y]
    spread = (products[1] * products[2]) ** 0.5
    return products[0] / spread if spread > 0 else float("nan")


def spearman(one, other):
    return pearson(ranks(one), ranks(other))


def mean_spearman(scores, values):
    """The mean over targets of the rank correlation over corpora; each is a list of one list a target."""
    return sum(map(spearman, scores, values)) / len(values)


def interval(scores, values, resamples=2000):
    """The 2.5 and 97.5 % quantiles of `mean_spearman` over resampled corpora: the same ones for every target.

    None where the scores are constant. Resamples with fewer than three distinct corpora, or no order, are drawn again.
    """
    if all(len(set(row)) == 1 for row in scores):
        return None
    chance = random.Random("bootstrap over corpora")
    count, found = len(values[0]), []
    while len(found) < resamples:
        chosen = [chance.randrange(count) for _ in range(count)]
        if len(set(chosen)) < min(3, count):
            continue
        rho = mean_spearman(
            [[row[at] for at in chosen] for row in scores], [[row[at] for at in chosen] for row in values])
        if rho == rho:
            found.append(rho)
    found.sort()
    return [found[int(0.025 * resamples)], found[int(0.975 * resamples)]]
