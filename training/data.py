# SPDX-License-Identifier: Apache-2.0
"""The training sets as paragraphs of sentences of words.

A Word carries every layer that its set has; None means that the layer's loss is masked there.
"""
import glob
import os
import re
from dataclasses import dataclass, replace

from text import GAP_NONE, GAP_SPACE, GAP_PAR

TITLES = {"president", "minister", "prime", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "professor", "prof.", "king", "queen", "prince", "princess",
          "general", "colonel", "captain", "senator", "sen.", "rep.", "sir", "lord", "lady", "pope", "sheikh", "secretary", "chancellor", "assistant", "deputy", "foreign", "vice", "spokesperson", "spokesman", "brigadier", "associate", "governor", "judge",
          "justice", "ambassador", "representative", "speaker", "major", "lieutenant", "sergeant", "emperor", "saint", "st.", "madam", "congressman"}


@dataclass
class Word:
    form: str
    gap: int = GAP_SPACE
    upos: str = None
    xpos: str = None
    feats: str = None
    lemma: str = None
    head: int = None          # 1-based within the sentence, 0 the root
    deprel: str = None
    entity: str = None
    claim: dict = None        # the claim heads' labels, where the set has them
    fixed: bool = False       # part of a claim's quote: augmentation leaves the word in place
    silver: bool = False      # tags, tree, sentence end and entity are the network's own (silver.py), not a person's: they count for less


@dataclass
class Sentence:
    words: list
    ends_known: bool = True   # whether the sentence's end may be learnt from


def paragraphs_of_conllu(path, entities=None):
    """[[Sentence, ...], ...]; `entities` turns a sentence's MISC column into BIO labels."""
    out, rows, par = [], [], True

    def flush():
        nonlocal par
        if rows:
            sentence = sentence_of(rows, entities)
            if par or not out:
                out.append([])
            out[-1].append(sentence)
            par = False
        rows.clear()

    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newpar") and not line.startswith("# newpar_block") or line.startswith("# newdoc"):
            par = True
        elif line.startswith("#"):
            continue
        elif not line:
            flush()
        else:
            rows.append(line.split("\t"))
    flush()
    for paragraph in out:
        for i, sentence in enumerate(paragraph):
            if i == 0:
                sentence.words[0].gap = GAP_PAR
            elif paragraph[i - 1].glued:
                sentence.words[0].gap = GAP_NONE
    return out


def sentence_of(rows, entities):
    words, misc, glue, until, inner_glue = [], [], False, 0, False
    for cols in rows:
        tid = cols[0]
        if "." in tid:
            continue
        if "-" in tid:
            until = int(tid.split("-")[1])
            inner_glue = "SpaceAfter=No" in cols[9].split("|")
            first_of = int(tid.split("-")[0])
            glue_first = glue
            continue
        i = int(tid)
        if until and i <= until:
            gap = (GAP_NONE if glue_first else GAP_SPACE) if i == first_of else GAP_NONE
            glue = inner_glue if i == until else True
        else:
            gap = GAP_NONE if glue else GAP_SPACE
            glue = "SpaceAfter=No" in cols[9].split("|")
        words.append(Word(cols[1], gap, cols[3], cols[4], cols[5], cols[2], int(cols[6]), cols[7]))
        misc.append(cols[9])
    if words:
        words[0].gap = GAP_SPACE
    sentence = Sentence(words)
    sentence.glued = glue
    if entities:
        for word, label in zip(words, entities(words, misc)):
            word.entity = label
    return sentence


# ---------------------------------------------------------------- entities of GUM

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "MISC", "object": "MISC", "abstract": "MISC", "animal": None, "plant": None,
         "time": None, "substance": None}


def gum_entities(words, misc):
    """Named mentions (head PROPN) of a sentence to flat BIO; None wherever the mapping is in doubt."""
    spans = gum_spans(misc)
    labels = [None if w.upos == "PROPN" else "O" for w in words]
    taken = [False] * len(words)
    named = []
    for start, end, kind in spans:
        head = span_head(words, start, end)
        if words[head].upos == "PROPN":
            named.append((start, end, kind, head))
    for start, end, kind, head in sorted(named, key=lambda s: s[0] - s[1]):
        label = KINDS.get(kind, None)
        a, b = name_extent(words, start, end, head)
        if label == "PER" and words[head].xpos == "NNPS":
            label = "MISC"
        if label == "PER":
            while a < b - 1 and words[a].form.lower() in TITLES:
                a += 1
        if any(taken[a:b]):
            continue
        for i in range(a, b):
            taken[i] = True
            labels[i] = label and ("B-" if i == a else "I-") + label
    for i, w in enumerate(words):
        if not taken[i] and w.upos == "ADJ" and w.lemma[:1].isupper() and w.lemma[1:2].islower() and w.form[:1].isupper() and i > 0:
            labels[i] = "B-MISC"
        elif not taken[i] and w.upos in ("NOUN", "ADJ") and w.form[:1].isupper() and i > 0:
            labels[i] = None
    return labels


def gum_spans(misc):
    spans, opened = [], {}
    for i, field in enumerate(misc):
        value = next((f[7:] for f in field.split("|") if f.startswith("Entity=")), "")
        for mark in re.findall(r"\([^()]+\)|\([^()]+|[^()]+\)", value):
            body = mark.strip("()")
            if mark.startswith("("):
                bits = body.split("-")
                if len(bits) > 1 and mark.endswith(")"):
                    spans.append((i, i + 1, bits[1]))
                elif len(bits) > 1:
                    opened.setdefault(bits[0], []).append((i, bits[1]))
            elif opened.get(body):
                start, kind = opened[body].pop()
                spans.append((start, i + 1, kind))
    return spans


def span_head(words, start, end):
    for i in range(start, end):
        if not start < words[i].head <= end:
            return i
    return start


def name_extent(words, start, end, head):
    def nameish(w):
        return w.upos == "PROPN" or w.form[:1].isupper() and w.upos in ("ADJ", "NOUN", "VERB") or w.form == "-"

    a = head
    while a > start and nameish(words[a - 1]):
        a -= 1
    b = head + 1
    while b < end:
        if nameish(words[b]) or words[b].upos == "NUM" and words[b - 1].upos == "PROPN":
            b += 1
        elif words[b].form.lower() in ("of", "the", "for", "and", "'s", "&", "al", "de") and any(
                words[k].upos == "PROPN" for k in range(b + 1, min(end, b + 3))) and words[b].form != "," and words[b].upos != "CCONJ":
            b += 1
        else:
            break
    while words[a].form == "-" and a < head:
        a += 1
    while b - 1 > head and (words[b - 1].form == "-" or words[b - 1].upos in ("ADP", "DET", "PART")):
        b -= 1
    return a, b


# ---------------------------------------------------------------- sets in CoNLL columns without raw text

RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "MISC"}
NO_SPACE_BEFORE = set(",.;:!?)]}%") | {"'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "''", "’s"}


def paragraphs_of_columns(path, label_of):
    """One sentence a paragraph is too short a view: up to four that follow one another share one. Sentence ends there were set by a machine, so they are not learnt."""
    sentences, rows = [], []
    for line in list(open(path, encoding="utf-8", errors="replace")) + ["\n"]:
        line = line.strip()
        if line and not line.startswith("-DOCSTART-"):
            cols = line.split()
            rows.append((cols[0], cols[-1]))
        elif rows:
            sentences.append(columns_sentence(rows, label_of))
            rows = []
    out = []
    for i in range(0, len(sentences), 4):
        out.append(sentences[i:i + 4])
        out[-1][0].words[0].gap = GAP_PAR
    return out


def columns_sentence(rows, label_of):
    words, quote, glue, before = [], False, False, "O"
    for form, tag in rows:
        label = label_of(tag, before)
        before = tag
        close = form == '"' and quote
        gap = GAP_NONE if glue or form in NO_SPACE_BEFORE or close else GAP_SPACE
        glue = form in ("(", "[", "$", "£") or form == '"' and not quote or form == "``"
        quote ^= form == '"'
        for k, bit in enumerate(split_hyphens(form)):
            here = label
            if k and label and label.startswith("B-"):
                here = "I-" + label[2:]
            words.append(Word(bit, gap if k == 0 else GAP_NONE, entity=here))
    words[0].gap = GAP_SPACE
    return Sentence(words, ends_known=False)


def split_hyphens(form):
    if re.fullmatch(r"[^\W\d_]{2,}(-[^\W\d_]{2,})+", form) and not form.lower().startswith("al-"):
        return [b for b in re.split(r"(-)", form) if b]
    return [form]


def wikigold_label(tag, before):
    if tag == "O":
        return "O"
    kind = tag[2:]
    return ("I-" if before.endswith("-" + kind) else "B-") + kind


def re3d_label(tag, before):
    if tag == "O":
        return "O"
    kind = RE3D.get(tag[2:])
    if kind:
        return tag[:2] + kind
    return "O" if tag[2:] in ("Temporal", "Quantity", "Money") else None


def re3d_masked(paragraphs):
    """re3d also tags common noun phrases ("military forces"); a mention without a capital is no name."""
    for paragraph in paragraphs:
        for sentence in paragraph:
            ws, i = sentence.words, 0
            while i < len(ws):
                if not ws[i].entity or ws[i].entity[0] != "B":
                    i += 1
                    continue
                j = i + 1
                while j < len(ws) and ws[j].entity and ws[j].entity[0] == "I":
                    j += 1
                trim_mention(ws, i, j)
                i = j
    return paragraphs


def trim_mention(ws, i, j):
    kind = ws[i].entity[1:]
    while kind == "-PER" and i < j - 1 and ws[i].form.lower() in TITLES | {"of", "state", "the"}:
        ws[i].entity = None
        i += 1
    capital = [k for k in range(i, j) if ws[k].form[:1].isupper() and not (k == i and ws[k].form in ("The", "A", "An", "We", "Our", "They", "He", "She", "I", "Its"))]
    for k in range(i, j):
        ws[k].entity = "O" if not capital else None
    if not capital:
        return
    a, b = capital[0], capital[-1] + 1
    if any(ws[k].form == "," for k in range(a, b)):
        return
    common = [k for k in range(i, j) if k < a or k >= b]
    if common and all(ws[k].form.lower() in ("the", "a", "an") for k in common) or not common:
        for k in common:
            ws[k].entity = "O"
        for k in range(a, b):
            ws[k].entity = ("B" if k == a else "I") + kind


# ---------------------------------------------------------------- everything

# Only the files of re3d under an open government licence or CC BY(-SA), or in the public domain, train shipped weights.
RE3D_FREE = ("Australian_Department_of_Foreign_Affairs", "CENTCOM", "UK_Government", "US_State_Department", "Wikipedia", "Delegation_of_the_European_Union_to_Syria")


def load_train(corpora):
    sets = {
        "ewt": paragraphs_of_conllu(f"{corpora}/ud-ewt/train.conllu"),
        "gum": paragraphs_of_conllu(f"{corpora}/ud-gum/train.conllu", gum_entities),
    }
    sets["wikigold"] = paragraphs_of_columns(f"{corpora}/wikigold/wikigold.conll", wikigold_label)
    re3d = []
    for folder in RE3D_FREE:
        for path in sorted(glob.glob(f"{corpora}/re3d/{folder}/*.conll")):
            re3d += re3d_masked(paragraphs_of_columns(path, re3d_label))
    sets["re3d"] = re3d
    return sets


def load_dev(corpora):
    return {"ewt": paragraphs_of_conllu(f"{corpora}/ud-ewt/dev.conllu"),
            "gum": paragraphs_of_conllu(f"{corpora}/ud-gum/dev.conllu", gum_entities)}


def copy(paragraph):
    out = []
    for s in paragraph:
        t = Sentence([replace(w) for w in s.words], s.ends_known)
        out.append(t)
    return out


if __name__ == "__main__":
    import sys
    sets = load_train(sys.argv[1])
    for name, pars in sets.items():
        print(name, len(pars), sum(len(p) for p in pars), sum(len(s.words) for p in pars for s in p))
    import random
    random.seed(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for name in ("gum", "wikigold", "re3d"):
        for p in random.sample(sets[name], 6):
            print(name, " ".join(("" if w.gap else "_") + w.form + ("" if w.entity == "O" else "/" + str(w.entity)) for s in p for w in s.words)[:600])
