"""Degradations that the score was never tried on before this validation."""

import base64
import html
import re

import documents as lists
from degradations import cut, decoded, markov, noisy, word_bigrams


def sentences_shuffled(base, size, chance):
    """Over the whole corpus."""
    sentences = re.findall(rb".*?[.!?]+\s+|.+$", b"".join(base), re.S)
    chance.shuffle(sentences)
    return cut(b"".join(sentences), base)


def lines_shuffled(base, size, chance):
    """Inside each document."""
    found = []
    for document in base:
        lines = document.splitlines(keepends=True)
        chance.shuffle(lines)
        found.append(b"".join(lines))
    return found


def words_dropped(base, size, chance):
    return [b" ".join(word for word in document.split(b" ") if chance.random() >= 0.2) for document in base]


LOOKALIKES = {
    "e": "c", "c": "e", "l": "1", "i": "l", "o": "0", "m": "rn", "n": "ri", "h": "b", "s": "5", "a": "o", "t": "f"}


def misread(base, size, chance):
    """As by a poor scanner: a tenth of the letters that look like others, a fiftieth of spaces lost or put in."""
    def character(one):
        draw = chance.random()
        if one in LOOKALIKES and draw < 0.1:
            return LOOKALIKES[one]
        if one == " " and draw < 0.02:
            return ""
        return one + " " if draw > 0.98 else one
    return ["".join(map(character, decoded(document))).encode() for document in base]


def fragments(base, size, chance):
    """Only the first quarter of each document."""
    return [document[:len(document) // 4] for document in base]


HEADER = (b"Home | About | Contact | Terms of use | Privacy policy\nThis page was last modified on a Tuesday. All rights "
          b"reserved. Reproduction in whole or in part without permission is prohibited.\nSign in to save this page to "
          b"your reading list, or subscribe to our newsletter for weekly updates.\nYou have reached your limit of free "
          b"articles this month. Cookies help us deliver our services.\n")


def header(base, size, chance):
    """The same boilerplate before every 300 bytes of text."""
    return [HEADER + document[at:at + 300] for document in base for at in range(0, len(document), 300)]


def near_duplicates(base, size, chance):
    """A quarter of the text, four times, with a fiftieth of the words replaced by others each time."""
    unique = lists.prefix(base, -(-size // 4))
    words = b" ".join(unique).split(b" ")
    return [
        b" ".join(chance.choice(words) if chance.random() < 0.02 else word for word in document.split(b" "))
        for _ in range(4) for document in unique]


def markup(base, size, chance):
    def paragraph(line):
        kind = chance.choice(["body", "text", "indent"])
        return f'<p class="{kind}" id="p{chance.randrange(10**5)}">{html.escape(line)}</p>\n'

    def page(document):
        body = "".join(paragraph(line) for line in decoded(document).splitlines() if line.strip())
        return f"<!DOCTYPE html>\n<html><head><title>Page</title></head><body>\n{body}</body></html>\n".encode()
    return list(map(page, base))


def lowercased(base, size, chance):
    return [decoded(document).lower().encode() for document in base]


def case_noise(base, size, chance):
    return ["".join(one.upper() if chance.random() < 0.5 else one.lower() for one in decoded(document)).encode()
            for document in base]


def paragraphs_doubled(base, size, chance):
    """Each 200 bytes stand twice in a row."""
    return [b"".join(document[at:at + 200] * 2 for at in range(0, len(document), 200)) for document in base]


def vowels_dropped(base, size, chance):
    return [re.sub(rb"[aeiou]", b"", document) for document in base]


def spaces_dropped(base, size, chance):
    return [re.sub(rb"\s+", b"", document) for document in base]


def words_reversed(base, size, chance):
    """The words of each document from last to first."""
    return [b" ".join(reversed(document.split(b" "))) for document in base]


def base64_of_text(base, size, chance):
    return [base64.b64encode(document) for document in base]


def keywords(base, size, chance):
    """After every five words one out of twenty, as pages do that want to be found."""
    stuffing = b"cheap best buy online free download review casino insurance credit loan hotel flight deal offer sale " \
        b"discount price cheapest shop".split(b" ")

    def stuffed(at, word):
        return chance.choice(stuffing) + b" " + word if at % 5 == 4 else word
    return [b" ".join(stuffed(*each) for each in enumerate(document.split(b" "))) for document in base]


def half_other(other):
    """Every other document is one in another language."""
    return lambda base, size, chance: [document for pair in zip(base, other) for document in pair]


def suite(other):
    """Fresh degradations by name; `other` are documents in another language, or none."""
    found = {
        "sentences-shuffled": sentences_shuffled, "lines-shuffled": lines_shuffled, "words-dropped": words_dropped,
        "misread": misread, "fragments": fragments, "header": header, "near-duplicates": near_duplicates,
        "markup": markup, "lowercased": lowercased, "case-noise": case_noise, "paragraphs-doubled": paragraphs_doubled,
        "vowels-dropped": vowels_dropped, "spaces-dropped": spaces_dropped, "words-reversed": words_reversed,
        "base64-of-text": base64_of_text, "keywords": keywords, "markov-5": markov(5), "word-bigrams": word_bigrams,
        "random-3": noisy(3),
    }
    if other:
        found["half-other-language"] = half_other(other)
    return found
