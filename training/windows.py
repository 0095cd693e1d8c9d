# SPDX-License-Identifier: Apache-2.0
"""Paragraphs to windows of numbers, and windows to batches of tensors."""
import json
from collections import Counter

import numpy as np
import torch

import lemma
from text import CLS, SEP, shape

MASK_PIECE = 103
MASKED = -100

PLOVER = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION",
          "MOBILIZE", "COERCE", "ASSAULT"]
CLAIM_LABELS = {
    "event": ["O"] + PLOVER,
    "mode": ["none", "aerial", "shelling", "rocket", "bombing", "suicide", "firearms", "clash", "abduct", "execute", "chemical", "drone", "destroy", "torture",
             "sexual", "other"],
    "status": ["actual", "planned", "hypothetical", "denied"],
    "casualty": ["O", "killed", "injured", "casualties", "missing", "detained", "abducted", "displaced", "besieged", "trapped", "other"],
    "who": ["people", "civilians", "children", "women", "combatants", "police", "aid_workers", "medical", "journalists", "hostages", "officials", "other"],
    "figure": ["O", "FIG"],
    "ceasefire": ["O", "proposed", "negotiating", "agreed", "declared", "in_force", "extended", "violated", "suspended", "rejected", "collapsed", "expired",
                  "planned", "mentioned"],
}
ENTITY_LABELS = ["O"] + [f"{p}-{k}" for k in ("PER", "ORG", "LOC", "MISC") for p in "BI"]
PARSE = ["upos", "xpos", "feats", "lemma"]


def make_labels(variants):
    """Label sets of the training paragraphs: most frequent first, what is too rare to learn left out (its loss is masked)."""
    counts = {name: Counter() for name in PARSE + ["deprel"]}
    for paragraph in variants:
        for s in paragraph:
            for w in s.words:
                if w.upos is None:
                    continue
                counts["upos"][w.upos] += 1
                counts["xpos"][w.xpos] += 1
                counts["feats"][w.feats] += 1
                counts["deprel"][w.deprel] += 1
                counts["lemma"][lemma.script(w.form, w.lemma)] += 1
    floor = {"upos": 1, "xpos": 2, "feats": 3, "deprel": 2, "lemma": 4}
    out = {"sent": ["O", "END"]}
    for name, c in counts.items():
        out[name] = [label for label, n in c.most_common() if n >= floor[name]]
    out["entity"] = ENTITY_LABELS
    out.update(CLAIM_LABELS)
    return out


class Encoder:
    def __init__(self, labels, pieces, max_pieces=256):
        self.labels, self.pieces, self.max_pieces = labels, pieces, max_pieces
        self.ids = {name: {label: i for i, label in enumerate(ls)} for name, ls in labels.items()}
        self.scripts = {}

    def script(self, form, lem):
        key = (form, lem)
        if key not in self.scripts:
            self.scripts[key] = lemma.script(form, lem)
        return self.scripts[key]

    def label(self, name, word, last, ends_known):
        if name == "sent":
            return int(last) if ends_known else MASKED
        if name == "entity":
            return MASKED if word.entity is None else self.ids["entity"][word.entity]
        if name in CLAIM_LABELS:
            return MASKED if word.claim is None or word.claim.get(name) is None else self.ids[name][word.claim[name]]
        value = getattr(word, name)
        if value is None:
            return MASKED
        if name == "lemma":
            value = self.script(word.form, value)
        return self.ids[name].get(value, MASKED)

    def windows(self, paragraph):
        """A paragraph's windows; one that is cut starts anew at its last unfinished sentence."""
        sentences = [[self.pieces.word(w.form) for w in s.words] for s in paragraph]
        out, at = [], 0
        while at < len(paragraph):
            size, end = 2, at
            while end < len(paragraph) and size + sum(map(len, sentences[end])) <= self.max_pieces:
                size += sum(map(len, sentences[end]))
                end += 1
            out.append(self.window(paragraph[at:end], sentences[at:end], paragraph[end] if end < len(paragraph) else None,
                                   sentences[end] if end < len(paragraph) else [], size))
            at = end if end > at else at + 1
        return out

    def window(self, whole, whole_pieces, part, part_pieces, size):
        """`whole` sentences, then as much of `part`, an unfinished one, as fits."""
        ids, first, words = [CLS], [], []
        sentence, head = [], []
        for k, (s, ps) in enumerate(zip(whole, whole_pieces)):
            start = len(words)
            for w, p in zip(s.words, ps):
                first.append(len(ids))
                ids.extend(p)
                words.append((w, w is s.words[-1], s.ends_known))
                sentence.append(k)
                head.append(MASKED if w.head is None else 0 if w.head == 0 else start + w.head)
        if part:
            for w, p in zip(part.words, part_pieces):
                if len(ids) + len(p) + 1 > self.max_pieces:
                    break
                first.append(len(ids))
                ids.extend(p)
                words.append((w, w is part.words[-1], part.ends_known))
                sentence.append(len(whole))
                head.append(MASKED)
        ids.append(SEP)
        out = {"ids": np.array(ids), "first": np.array(first), "shape": np.array([shape(w.form) for w, _, _ in words]),
               "gap": np.array([w.gap for w, _, _ in words]), "sentence": np.array(sentence), "head": np.array(head),
               "silver": np.array([w.silver for w, _, _ in words]),
               "deprel": np.array([self.ids["deprel"].get(w.deprel, MASKED) if h != MASKED else MASKED for (w, _, _), h in zip(words, head)]),
               "kept": sum(len(s.words) for s in whole), "words": [w for w, _, _ in words]}
        for name in self.labels:
            if name != "deprel":
                out[name] = np.array([self.label(name, *item) for item in words])
        return out


def collate(windows, labels, mask_words=0.0, rng=None):
    t = max(len(w["ids"]) for w in windows)
    n = max(len(w["first"]) for w in windows)
    b = len(windows)
    ids, pad = np.zeros((b, t), np.int64), np.ones((b, t), bool)
    grid = {name: np.zeros((b, n), np.int64) for name in ("first", "shape", "gap")}
    sentence = np.full((b, n), -1)
    for i, w in enumerate(windows):
        m = len(w["first"])
        ids[i, :len(w["ids"])] = w["ids"]
        pad[i, :len(w["ids"])] = False
        for name in grid:
            grid[name][i, :m] = w[name]
        sentence[i, :m] = w["sentence"]
        if mask_words:
            hide = rng.random(m) < mask_words
            ends = np.append(w["first"][1:], len(w["ids"]) - 1)
            for k in np.nonzero(hide)[0]:
                ids[i, w["first"][k]:ends[k]] = MASK_PIECE
    mask = sentence >= 0
    same = (sentence[:, :, None] == sentence[:, None, :]) & mask[:, :, None]
    same[:, np.arange(n), np.arange(n)] = False
    allowed = np.concatenate([np.ones((b, n, 1), bool), same], 2)
    batch = {"ids": torch.from_numpy(ids), "pad": torch.from_numpy(pad), "word_mask": torch.from_numpy(mask), "allowed": torch.from_numpy(allowed)}
    batch.update({name: torch.from_numpy(g) for name, g in grid.items()})
    gold = {name: torch.from_numpy(np.concatenate([w[name] for w in windows])) for name in list(labels) + ["head", "silver"]}
    return batch, gold


def batches(windows, budget, rng):
    """Windows of like length together, about `budget` pieces with the padding; the order of batches is random."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i]["ids"]) + rng.random() * 12)
    out, at = [], 0
    while at < len(order):
        end, longest = at, 0
        while end < len(order):
            longest = max(longest, len(windows[order[end]]["ids"]))
            if end > at and longest * (end - at + 1) > budget:
                break
            end += 1
        out.append([windows[i] for i in order[at:end]])
        at = end
    rng.shuffle(out)
    return out


def save_labels(labels, path):
    with open(path, "w", encoding="utf-8") as f:
        json.dump(labels, f, ensure_ascii=False)
