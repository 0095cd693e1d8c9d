# SPDX-License-Identifier: Apache-2.0
"""Annotated reports as paragraphs whose words carry the claim heads' labels.

Two sources: the annotated FA-KES reports (ID.txt, ID.gold.json, ID.meta.json) and our own labelled reports (reports/FORMAT.md).
Words come from the program (`truce read --conllu`) where there is one, so that the heads learn on the words that they will see.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

from data import Sentence, Word
from text import GAP_LINE, GAP_NONE, GAP_PAR, GAP_SPACE

MARK = re.compile(r"\{([^{}]*)\}")
WORD = re.compile(r"""(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|St|Sgt|No|Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec)\.|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:\d+)?|\.\.+|--+|[^\w\s]|_""")
CLITIC = re.compile(r"(?i)(?<=[a-z])(n['’]t|['’](?:s|re|ve|ll|d|m))$")
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*$")


def tokenise(text):
    """[(start, end)] of words, roughly as UD English cuts them."""
    out = []
    for chunk in re.finditer(r"\S+", text):
        tail = re.search(r"(?i)(?:n['’]t|['’](?:s|re|ve|ll|d|m))(?=[^\w]*$)", chunk.group())
        if tail and tail.start():
            pieces = [(0, tail.start()), (tail.start(), tail.end()), (tail.end(), len(chunk.group()))]
        else:
            pieces = [(0, len(chunk.group()))]
        for k, (a, b) in enumerate(pieces):
            if k == 1 and tail and tail.start():
                out.append((chunk.start() + a, chunk.start() + b))
                continue
            out.extend((chunk.start() + a + m.start(), chunk.start() + a + m.end()) for m in WORD.finditer(chunk.group()[a:b]))
    return out


def words_by_program(truce, texts):
    """For each text its sentences as lists of (start, end); None where the program's words cannot be found in the text."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for i, text in enumerate(texts):
            with open(os.path.join(folder, f"{i}.txt"), "w", encoding="utf-8") as f:
                f.write(text)
        for first in range(0, len(texts), 50):
            paths = [os.path.join(folder, f"{i}.txt") for i in range(first, min(first + 50, len(texts)))]
            run = subprocess.run([truce, "read", "--conllu", *paths], capture_output=True, text=True, check=False)
            for block in run.stdout.split("# newdoc id = ")[1:]:
                name, _, body = block.partition("\n")
                if name.isdigit():
                    found[int(name)] = find_words(body, texts[int(name)])
    return [found.get(i) for i in range(len(texts))]


def find_words(conllu, text):
    sentences, current, at, until, span = [], [], 0, 0, None
    for line in conllu.split("\n"):
        if not line:
            if current:
                sentences.append(current)
            current, until = [], 0
            continue
        if line[0] == "#":
            continue
        cols = line.split("\t")
        if "-" in cols[0]:
            until = int(cols[0].split("-")[1])
            start = text.find(cols[1], at)
            if start < 0:
                return None
            span = [start, start + len(cols[1])]
            at = start + len(cols[1])
            continue
        if int(cols[0]) <= until:
            # Words of one token: each takes its own letters where they are there, the last one the rest.
            end = min(span[0] + len(cols[1]), span[1]) if int(cols[0]) < until else span[1]
            current.append((span[0], end))
            span[0] = end
        else:
            start = text.find(cols[1], at)
            if start < 0 or text[at:start].strip():
                return None
            at = start + len(cols[1])
            current.append((start, at))
    return sentences or None


def sentences_of(text):
    """The fallback: words by pattern, cut at full stops before a capital or a line's end."""
    out, current = [], []
    spans = tokenise(text)
    for i, (a, b) in enumerate(spans):
        current.append((a, b))
        after = text[b:spans[i + 1][0]] if i + 1 < len(spans) else "\n\n"
        if "\n\n" in after or SENTENCE_END.search(text[a:b]) and after and spans[i + 1:] and text[spans[i + 1][0]].isupper():
            out.append(current)
            current = []
    return out + ([current] if current else [])


def gap_between(text, before, start):
    between = text[before:start]
    if "\n\n" in between or before == 0 and not text[:start].strip():
        return GAP_PAR
    return GAP_LINE if "\n" in between else GAP_SPACE if between else GAP_NONE


def paragraphs_of(text, sentences, labels):
    """`labels`: [(start, end, {head: label})]; the first that covers a word and head wins."""
    out, before = [], 0
    for spans in sentences:
        words = []
        for start, end in spans:
            claim = {"event": "O", "casualty": "O", "figure": "O", "ceasefire": "O"}
            fixed = False
            for a, b, values in labels:
                if start < b and a < end:
                    for head, label in values.items():
                        if claim.get(head, "O") == "O":
                            claim[head] = label
                    fixed = True
            words.append(Word(text[start:end], gap_between(text, before, start), claim=claim, fixed=fixed))
            before = end
        if not out or words[0].gap == GAP_PAR:
            out.append([])
        out[-1].append(Sentence(words, ends_known=False))
    return out


def gold_labels(text, gold):
    out = []

    def span(item):
        at = -1
        for _ in range(item.get("nth", 1) or 1):
            at = text.find(item["quote"], at + 1)
        return (at, at + len(item["quote"])) if at >= 0 else None

    for kind, values in (("events", event_values), ("casualties", casualty_values), ("ceasefires", lambda c: {"ceasefire": c["state"]}), ("figures", lambda f: {"figure": "FIG"})):
        for item in gold.get(kind, []):
            where = span(item)
            if where:
                out.append((*where, values(item)))
    return out


def event_values(item):
    return {"event": item["type"], "mode": item.get("mode") or "none", "status": item.get("status") or "actual"}


def casualty_values(item):
    return {"casualty": item["harm"], "who": item["who"], "status": item.get("status") or "actual"}


def load_annotated(folder, only=None):
    """[(text, labels)] of annotated reports; `only` keeps those whose meta names that corpus."""
    out = []
    for path in sorted(glob.glob(os.path.join(folder, "*.gold.json"))):
        stem = path[:-len(".gold.json")]
        meta = json.load(open(stem + ".meta.json", encoding="utf-8"))
        if only and meta.get("corpus") != only:
            continue
        text = open(stem + ".txt", encoding="utf-8").read()
        out.append((text, gold_labels(text, json.load(open(path, encoding="utf-8")))))
    return out


def load_own(folder):
    out = []
    for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
        for block in open(path, encoding="utf-8").read().split("\n===\n"):
            lines = block.strip("\n").split("\n")
            while lines and lines[0].startswith("# "):
                lines.pop(0)
            out.append(strip_marks("\n".join(lines).strip("\n")))
    return out


def strip_marks(marked):
    text, labels, at = "", [], 0
    for m in MARK.finditer(marked):
        text += marked[at:m.start()]
        quote, *rest = m.group(1).split("|")
        for label in rest:
            start, end = len(text), len(text) + len(quote)
            if " @" in label:
                label, part = label.split(" @", 1)
                start += quote.find(part)
                end = start + len(part)
            labels.append((start, end, own_values(label.split(" "))))
        text += quote
        at = m.end()
    return text + marked[at:], labels


def own_values(f):
    if f[0] == "E":
        return {"event": f[1], "mode": "none" if f[2] == "-" else f[2], "status": f[3]}
    if f[0] == "C":
        return {"casualty": f[1], "who": f[2], "status": f[5]}
    return {"ceasefire": f[2]} if f[0] == "T" else {"figure": "FIG"}


def build(reports, truce=None):
    texts = [text for text, _ in reports]
    by_program = words_by_program(truce, texts) if truce and os.path.exists(truce) else [None] * len(texts)
    found = sum(s is not None for s in by_program)
    print(f"claims: words of {found} of {len(texts)} reports by the program", file=sys.stderr, flush=True)
    out = []
    for (text, labels), sentences in zip(reports, by_program):
        out += paragraphs_of(text, sentences or sentences_of(text), labels)
    return out


def load(args):
    fakes, own = build(load_annotated(args.gold, "FA-KES"), args.truce), build(load_own(args.reports), args.truce)
    # The smaller set, which is real, is seen twice an epoch, with other dirt each time.
    return {"fakes": fakes, "fakes again": fakes, "own": own}
