# SPDX-License-Identifier: Apache-2.0
"""Analyse a CoNLL-U file's words as the program would (its own sentence ends, trees, tags), to compare with the program and to know what rounding costs.

    python predict.py CHECKPOINT IN.conllu OUT.conllu [--int8]
"""
import sys

import numpy as np
import torch

import data
import lemma
from export import load
from text import Pieces
from tree import decode
from windows import Encoder, collate


@torch.no_grad()
def analyse(net, encoder, paragraph):
    """Sentences of (word, columns, how sure of each layer); the windows move on as model/FORMAT.md says."""
    words = [w for s in paragraph for w in s.words]
    out, at = [], 0
    while at < len(words):
        window = encoder.windows([data.Sentence(words[at:])])[0]
        n = len(window["first"])
        window["sentence"][:] = 0
        batch, _ = collate([window], encoder.labels)
        got = net(batch)
        end = at + n == len(words)
        cuts = [i + 1 for i in range(n) if got["sent"][i].argmax() == 1]
        if end and (not cuts or cuts[-1] != n):
            cuts.append(n)
        if not end:
            cuts = [c for c in cuts if c < n] or [n]
        start = 0
        for cut in cuts:
            out.append(sentence(net, encoder.labels, words[at + start:at + cut], got, start, cut))
            start = cut
        at += cuts[-1]
    return out


def sentence(net, labels, words, got, a, b):
    m = np.arange(a, b)
    arcs = got["arcs"][0][a:b][:, np.append(0, m + 1)]
    heads = decode(arcs.numpy().astype(np.float64))
    at = torch.from_numpy(np.where(heads == 0, 0, a + heads))
    rel = net.relations(got["rel_dep"][0, a:b], got["rel_head"][0, at])
    root = labels["deprel"].index("root")
    rel[:, root] = -1e9
    sure = {name: got[name][a:b].softmax(1).amax(1) for name in ("upos", "xpos", "feats", "lemma", "entity")}
    sure["head"], sure["deprel"] = arcs.softmax(1)[torch.arange(b - a), torch.from_numpy(heads)], rel.softmax(1).amax(1)
    rel = rel.argmax(1)
    out = []
    for i, w in enumerate(words):
        tag = {name: labels[name][got[name][a + i].argmax()] for name in ("upos", "xpos", "feats", "lemma", "entity")}
        out.append((w, [lemma.apply(tag["lemma"], w.form), tag["upos"], tag["xpos"], tag["feats"], str(heads[i]),
                        "root" if heads[i] == 0 else labels["deprel"][rel[i]], "_", "_" if tag["entity"] == "O" else "Entity=" + tag["entity"]],
                    {name: float(p[i]) for name, p in sure.items()}))
    return out


def main():
    int8 = "--int8" in sys.argv
    checkpoint, source, target = [a for a in sys.argv[1:] if a != "--int8"]
    net, labels, vocab = load(checkpoint)
    net.quantise(int8)
    encoder = Encoder(labels, Pieces(vocab))
    tokens = multiword(source)
    with open(target, "w", encoding="utf-8") as f:
        at = 0
        for paragraph in data.paragraphs_of_conllu(source):
            for words in analyse(net, encoder, paragraph):
                for i, (w, cols, _) in enumerate(words):
                    if at in tokens and i + tokens[at][0] <= len(words):
                        f.write(f"{i + 1}-{i + tokens[at][0]}\t{tokens[at][1]}" + "\t_" * 8 + "\n")
                    at += 1
                    f.write("\t".join([str(i + 1), w.form] + cols) + "\n")
                f.write("\n")


def multiword(path):
    """By running number of its first word: (words, form) of each multi-word token."""
    out, n = {}, 0
    for line in open(path, encoding="utf-8"):
        tid = line.split("\t")[0]
        if "-" in tid and line[0] != "#":
            a, b = tid.split("-")
            out[n] = (int(b) - int(a) + 1, line.split("\t")[1])
        elif tid.isdigit():
            n += 1
    return out


if __name__ == "__main__":
    main()
