# SPDX-License-Identifier: Apache-2.0
"""Dirty text: what happens to reports between a newsroom and an archive, done to clean paragraphs."""
from data import copy
from text import GAP_LINE, GAP_NONE, GAP_SPACE

APOSTROPHES = "'’"
CLITICS = {"s", "nt", "re", "ve", "ll", "d", "m"}
CURLY = {'"': "“”", "'": "‘’"}
DASHES = ["–", "—", "--", "•_", "_", "•", "―", "â€”"]


def drop(sentence, i):
    """Take word i out if nothing hangs on it."""
    ws = sentence.words
    if len(ws) < 2 or ws[i].fixed or any(w.head == i + 1 for w in ws if w.head is not None):
        return False
    if i + 1 < len(ws):
        ws[i + 1].gap = max(ws[i].gap, ws[i + 1].gap)
    del ws[i]
    for w in ws:
        if w.head is not None and w.head > i + 1:
            w.head -= 1
    if i < len(ws) and i and ws[i].entity and ws[i].entity.startswith("I-") and ws[i - 1].entity == "O":
        ws[i].entity = "B-" + ws[i].entity[2:]
    return True


def drop_forms(sentence, forms, rng, share=1.0):
    for i in range(len(sentence.words) - 1, -1, -1):
        w = sentence.words[i]
        if w.form in forms and w.upos in (None, "PUNCT") and rng.random() < share:
            drop(sentence, i)


def lose_apostrophes(sentence, rng):
    join = rng.random() < 0.6
    for i in range(len(sentence.words) - 1, -1, -1):
        w = sentence.words[i]
        bare = w.form.translate({ord(c): None for c in APOSTROPHES})
        if bare == w.form:
            continue
        if bare == "":
            drop(sentence, i)
        elif w.xpos == "POS" and join and i and w.gap == GAP_NONE and not sentence.words[i - 1].fixed:
            if drop(sentence, i):
                sentence.words[i - 1].form += bare
        else:
            w.form = bare


def final_punctuation(sentence, rng):
    while len(sentence.words) > 1 and sentence.words[-1].form in (".", "!", "?", "...") and drop(sentence, len(sentence.words) - 1):
        pass


def recase(paragraph, how):
    for s in paragraph:
        for w in s.words:
            if how == "title":
                w.form = w.form[:1].upper() + w.form[1:] if len(w.form) > 3 or w is s.words[0] else w.form
            else:
                w.form = w.form.upper() if how == "upper" else w.form.lower()


def curly(paragraph, rng):
    closing = False
    for s in paragraph:
        for w in s.words:
            if w.form in ('"', "``", "''"):
                w.form = "”" if closing else "“"
                closing = not closing
            elif len(w.form) > 1 and "'" in w.form:
                w.form = w.form.replace("'", "’")


def dashes(paragraph, rng):
    sign = rng.choice(DASHES)
    for s in paragraph:
        for i, w in enumerate(s.words):
            if w.form in ("-", "--", "–", "—") and w.gap != GAP_NONE:
                w.form = sign


def wrap_lines(paragraph, rng):
    width, column = rng.randint(55, 80), 0
    for s in paragraph:
        for w in s.words:
            column += len(w.form) + (w.gap != GAP_NONE)
            if column > width and w.gap == GAP_SPACE:
                w.gap, column = GAP_LINE, len(w.form)


def dirty(paragraph, after, rng, much=1.0):
    """A copy of the paragraph, with some of it spoilt; `after` is the paragraph that follows it in its set, or None."""
    p = copy(paragraph)

    def chance(x):
        return rng.random() < x * much

    if after and chance(0.06) and sum(len(s.words) for s in p) < 120:
        tail = copy(after)
        tail[0].words[0].gap = GAP_SPACE if rng.random() < 0.6 else GAP_LINE
        p += tail
    if chance(0.06):
        for s in p:
            lose_apostrophes(s, rng)
    if chance(0.05):
        for s in p:
            drop_forms(s, {","}, rng, 0.9)
    if chance(0.05):
        for s in p:
            drop_forms(s, {'"', "“", "”", "``", "''", "'"}, rng)
    if chance(0.06):
        every = rng.random() < 0.4
        for s in p if every else p[-1:]:
            if not every or rng.random() < 0.6:
                final_punctuation(s, rng)
    if chance(0.08):
        curly(p, rng)
    if chance(0.05):
        dashes(p, rng)
    if chance(0.05):
        wrap_lines(p, rng)
    if chance(0.11):
        recase(p, rng.choice(["upper", "upper", "lower", "lower", "title"]))
    return p
