# SPDX-License-Identifier: Apache-2.0
"""Scores of an analysis made from raw text, after the CoNLL 2018 shared task: words are aligned by the characters that they cover.

    python conllu_eval.py GOLD.conllu SYSTEM.conllu

Both files must hold the same characters apart from white space. Tokens, Sentences and Words are F1; the rest is F1 over aligned words.
LAS compares universal relations (subtypes dropped), as the shared task did; LAS-full compares them whole.
"""
import sys
from dataclasses import dataclass

SHOWN = ["Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS", "LAS-full"]


@dataclass
class Word:
    span: tuple          # characters of its token, white space not counted
    cols: list
    parent: object = None
    multi: bool = False


class Analysis:
    def __init__(self):
        self.text, self.tokens, self.sentences, self.words = [], [], [], []
        self.length = 0

    def take(self, form):
        bare = "".join(form.split())
        span = (self.length, self.length + len(bare))
        self.text.append(bare)
        self.length = span[1]
        return span


def load(path, keep=lambda doc: True):
    a, rows, wanted = Analysis(), [], True
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    for line in lines:
        if line.startswith("# newdoc"):
            wanted = keep(line.split("=", 1)[-1].strip())
        elif not line:
            if rows and wanted:
                add_sentence(a, rows)
            rows = []
        elif line[0] != "#":
            rows.append(line.split("\t"))
    if rows and wanted:
        add_sentence(a, rows)
    return a


def add_sentence(a, rows):
    start, words, until, span = a.length, [], 0, None
    for cols in rows:
        if "." in cols[0]:
            continue
        if "-" in cols[0]:
            until = int(cols[0].split("-")[1])
            span = a.take(cols[1])
            a.tokens.append(span)
            continue
        inside = int(cols[0]) <= until
        if not inside:
            span = a.take(cols[1])
            a.tokens.append(span)
        words.append(Word(span, cols, multi=inside))
    for w in words:
        head = int(w.cols[6])
        if head > len(words):
            raise ValueError(f"head {head} outside a sentence of {len(words)} words")
        w.parent = words[head - 1] if head else None
    a.words.extend(words)
    a.sentences.append((start, a.length))


def groups(words):
    """Words of one multi-word token stand together, by span."""
    out = []
    for w in words:
        if w.multi and out and out[-1][0].span == w.span:
            out[-1].append(w)
        else:
            out.append([w])
    return out


def lcs(a, b):
    """Pairs of the longest common subsequence of two short lists."""
    m = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            m[i][j] = m[i + 1][j + 1] + 1 if a[i] == b[j] else max(m[i + 1][j], m[i][j + 1])
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j] and m[i][j] == m[i + 1][j + 1] + 1:
            yield i, j
            i, j = i + 1, j + 1
        elif m[i + 1][j] >= m[i][j + 1]:
            i += 1
        else:
            j += 1


def align(gold, system):
    """(gold word, system word) pairs. Where a side has a multi-word token, the words inside the stretch that it covers are matched by form."""
    pairs, i, j = [], 0, 0
    g, s = groups(gold), groups(system)
    while i < len(g) and j < len(s):
        a, b = g[i], s[j]
        if len(a) == 1 and len(b) == 1 and not a[0].multi and not b[0].multi:
            if a[0].span == b[0].span:
                pairs.append((a[0], b[0]))
                i, j = i + 1, j + 1
            elif a[0].span[0] <= b[0].span[0]:
                i, j = (i + 1, j + (a[0].span[0] == b[0].span[0] and a[0].span[1] >= b[0].span[1]))
            else:
                j += 1
            continue
        if a[0].span[1] <= b[0].span[0]:
            i += 1
            continue
        if b[0].span[1] <= a[0].span[0]:
            j += 1
            continue
        end = max(a[0].span[1] if a[0].multi else 0, b[0].span[1] if b[0].multi else 0)
        left, right = [], []
        while True:
            grew = False
            while i < len(g) and g[i][0].span[0] < end:
                left += g[i]
                end = max(end, g[i][0].span[1] if g[i][0].multi else end)
                i, grew = i + 1, True
            while j < len(s) and s[j][0].span[0] < end:
                right += s[j]
                end = max(end, s[j][0].span[1] if s[j][0].multi else end)
                j, grew = j + 1, True
            if not grew:
                break
        for x, y in lcs([w.cols[1].lower() for w in left], [w.cols[1].lower() for w in right]):
            pairs.append((left[x], right[y]))
    return pairs


def f1(right, gold, system):
    return 200 * right / (gold + system) if gold + system else 0.0


def check_text(gold, system):
    a, b = "".join(gold.text), "".join(system.text)
    if a != b:
        at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
        raise ValueError(f"the texts differ at character {at}: gold {a[max(0, at - 20):at + 20]!r}, system {b[max(0, at - 20):at + 20]!r}")


UNIVERSAL = {"PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case", "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice",
             "Evident", "Polarity", "Person", "Polite"}


def universal(feats):
    return sorted(f for f in feats.split("|") if f.split("=")[0] in UNIVERSAL)


def evaluate(gold, system):
    check_text(gold, system)
    pairs = align(gold.words, system.words)
    of = {id(s): g for g, s in pairs}
    ng, ns = len(gold.words), len(system.words)
    scores = {"Tokens": f1(len(set(gold.tokens) & set(system.tokens)), len(gold.tokens), len(system.tokens)),
              "Sentences": f1(len(set(gold.sentences) & set(system.sentences)), len(gold.sentences), len(system.sentences)),
              "Words": f1(len(pairs), ng, ns)}

    def attached(g, s):
        return g.parent is None if s.parent is None else g.parent is not None and of.get(id(s.parent)) is g.parent

    tests = {"UPOS": lambda g, s: g.cols[3] == s.cols[3],
             "XPOS": lambda g, s: g.cols[4] == s.cols[4],
             "UFeats": lambda g, s: universal(g.cols[5]) == universal(s.cols[5]),
             "Lemmas": lambda g, s: g.cols[2] == "_" or g.cols[2] == s.cols[2],
             "UAS": attached,
             "LAS": lambda g, s: attached(g, s) and g.cols[7].split(":")[0] == s.cols[7].split(":")[0],
             "LAS-full": lambda g, s: attached(g, s) and g.cols[7] == s.cols[7]}
    for name, test in tests.items():
        scores[name] = f1(sum(test(g, s) for g, s in pairs), ng, ns)
    return scores


def main():
    scores = evaluate(load(sys.argv[1]), load(sys.argv[2]))
    for name in SHOWN:
        print(f"{name:10s} {scores[name]:6.2f}")


if __name__ == "__main__":
    main()
