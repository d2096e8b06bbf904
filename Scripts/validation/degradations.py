"""Ways in which a corpus goes bad, each a function of documents, of how many bytes are wanted, and of a source of chance.

These are the must-hold list of structure and its known failure, a lexicon of random spellings; `fresh.py` has others.
"""

import itertools
import string

import documents as lists

ALPHABET64 = (string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/").encode()


def cut(text, like):
    """A text cut into pieces as long as those of other documents."""
    ends = list(itertools.accumulate(map(len, like)))
    return [text[a:b] for a, b in zip([0] + ends, ends) if a < len(text)]


def decoded(document):
    return document.decode("utf-8", "replace")


def none(base, size, chance):
    return base


def cipher(base, size, chance):
    """Letters to letters, Latin to Latin and Cyrillic to Cyrillic, capitals like small letters."""
    table = {}
    for first, last in (("a", "z"), ("а", "я")):
        letters = [chr(code) for code in range(ord(first), ord(last) + 1)]
        images = chance.sample(letters, len(letters))
        for letter, image in zip(letters, images):
            table[ord(letter)] = image
            table[ord(letter.upper())] = image.upper()
    return [decoded(document).translate(table).encode() for document in base]


def word_cipher(base, size, chance):
    """Every word has one random spelling of its own length throughout: a lexicon that is learnable and useless."""
    spelling = {}

    def spelt(word):
        if word not in spelling:
            spelling[word] = bytes(chance.choices(string.ascii_lowercase.encode(), k=len(word)))
        return spelling[word]

    return [b" ".join(map(spelt, document.split(b" "))) for document in base]


def words_shuffled(base, size, chance):
    words = b" ".join(base).split(b" ")
    chance.shuffle(words)
    return cut(b" ".join(words), base)


def repeated(times):
    return lambda base, size, chance: lists.prefix(base, -(-size // times)) * times


def markov(order):
    def imitation(base, size, chance):
        """Characters drawn from the followers of the last few in the same text."""
        text = "".join(map(decoded, base))
        followers = {}
        for at in range(order, len(text)):
            followers.setdefault(text[at - order:at], []).append(text[at])
        out, context = [], text[:order]
        for _ in range(len(text)):
            if context not in followers:
                context = text[:order]
            out.append(chance.choice(followers[context]))
            context = context[1:] + out[-1]
        return cut("".join(out).encode(), base)
    return imitation


def word_bigrams(base, size, chance):
    """Words drawn from the followers of the last one."""
    words = b" ".join(base).split(b" ")
    followers = {}
    for one, other in zip(words, words[1:] + words[:1]):
        followers.setdefault(one, []).append(other)
    out = [words[0]]
    while len(out) < len(words):
        out.append(chance.choice(followers[out[-1]]))
    return cut(b" ".join(out), base)


def noisy(percent):
    return lambda base, size, chance: [
        bytes(chance.randrange(256) if chance.randrange(100) < percent else byte for byte in document)
        for document in base]


def half_random(base, size, chance):
    return [chance.randbytes(len(document)) if at % 2 else document for at, document in enumerate(base)]


def random(base, size, chance):
    return [chance.randbytes(len(document)) for document in base]


def drawn(alphabet):
    return lambda base, size, chance: [bytes(chance.choices(alphabet, k=len(document))) for document in base]


def characters_shuffled(base, size, chance):
    characters = list(b"".join(base))
    chance.shuffle(characters)
    return cut(bytes(characters), base)


def one_document(base, size, chance):
    return [base[0]] * -(-size // len(base[0]))


def filled(line):
    def texts(base, size, chance):
        found = []
        for document in base:
            text = ""
            while len(text) < len(document):
                text += line(chance)
            found.append(text[:len(document)].encode())
        return found
    return texts


def template(chance):
    return (f"Dear customer {chance.randrange(10**5)}, your order {chance.randrange(10**6)} has been shipped on day "
            f"{chance.randrange(365)}. Thank you for shopping with us.\n")


def row(chance):
    return (f"{chance.randrange(10**4)},{chance.randrange(1000)}.{chance.randrange(100)},{chance.randrange(2)},"
            f"{chance.randrange(10**6)}\n")


MUST_HOLD = {
    "none": none, "letter-cipher": cipher, "word-cipher": word_cipher, "words-shuffled": words_shuffled,
    "repeated-2": repeated(2), "repeated-4": repeated(4), "repeated-16": repeated(16), "markov-3": markov(3),
    "random-10": noisy(10), "random-30": noisy(30), "half-random": half_random, "templates": filled(template),
    "numeric-table": filled(row), "one-document": one_document, "characters-shuffled": characters_shuffled,
    "base64-of-random": drawn(ALPHABET64), "hex-of-random": drawn(b"0123456789abcdef"), "random": random,
}
