# SPDX-License-Identifier: Apache-2.0
"""Words to pieces, shapes and gaps: the input side of model/FORMAT.md, which src/language follows."""
import unicodedata

CLS, SEP, UNK = 101, 102, 100
MAX_WORD_PIECES = 16
MAX_PART_CHARS = 100
GAP_NONE, GAP_SPACE, GAP_LINE, GAP_PAR = range(4)


def is_punct(c):
    o = ord(c)
    if 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126:
        return True
    return unicodedata.category(c).startswith("P")


def normalise(form):
    """Lower-case, decompose, drop the combining marks."""
    return "".join(c for c in unicodedata.normalize("NFD", form.lower()) if unicodedata.category(c) != "Mn")


def parts(text):
    """Punctuation characters stand alone; the runs between them stay together."""
    out, run = [], ""
    for c in text:
        if is_punct(c):
            if run:
                out.append(run)
            out.append(c)
            run = ""
        else:
            run += c
    if run:
        out.append(run)
    return out


class Pieces:
    def __init__(self, vocab):
        self.vocab = vocab
        self.ids = {piece: i for i, piece in enumerate(vocab)}
        self.cache = {}

    def _part(self, part):
        """Greedy longest match; a part that cannot be matched to its end is one [UNK]."""
        if len(part) > MAX_PART_CHARS:
            return [UNK]
        out, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                if piece in self.ids:
                    out.append(self.ids[piece])
                    break
            else:
                return [UNK]
            start = end
        return out

    def word(self, form):
        got = self.cache.get(form)
        if got is None:
            got = [i for part in parts(normalise(form)) for i in self._part(part)][:MAX_WORD_PIECES] or [UNK]
            self.cache[form] = got
        return got


def shape(form):
    cased = [c for c in form if c.lower() != c.upper()]
    digits = sum("0" <= c <= "9" for c in form)
    if digits and all("0" <= c <= "9" or c in ",." for c in form):
        return 5
    if digits:
        return 6
    if not cased:
        return 8 if any(c.isalpha() for c in form) else 7
    upper = [c == c.upper() for c in cased]
    if all(upper):
        return 3 if len(cased) == 1 else 2
    if not any(upper):
        return 0
    return 1 if upper[0] and not any(upper[1:]) else 4
