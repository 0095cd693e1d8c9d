# SPDX-License-Identifier: Apache-2.0
"""What the float network (weights rounded as in the file) says about a few paragraphs, for the C side to check itself against.

    python reference.py CHECKPOINT OUT.json
"""
import json
import sys

import numpy as np
import torch

from data import Sentence, Word
from export import load
from model import Linear, round_rows
from text import GAP_NONE, GAP_PAR, GAP_SPACE, Pieces
from windows import Encoder, collate

PARAGRAPHS = [
    "Government warplanes struck the old market on Tuesday , killing at least 14 civilians , a monitor said . The two sides had agreed a truce last week .",
    "DAMASCUS , May 4 ( Agency ) - Rebels fired rockets at Aleppo , state media reported .",
    "Syrias army did n't withdraw from the crossing",
    "« We ca n't wait any longer ! » she said .",
    "Both parties accuse each other of 1,250 breaches since 27 February ; neither side 's count could be checked .",
]
GLUED = {",", ".", ")", ";", "!", "n't", "'s", "»"}


def paragraph(text):
    words, before = [], None
    for form in text.split():
        gap = GAP_PAR if before is None else GAP_NONE if form in GLUED or before in ("(", "«") else GAP_SPACE
        words.append(Word(form, gap))
        before = form
    return [Sentence(words)]


@torch.no_grad()
def main(checkpoint, path):
    net, labels, vocab = load(checkpoint)
    for module in net.modules():
        if isinstance(module, Linear):
            module.weight.copy_(round_rows(module.weight))
    net.word.weight.copy_(round_rows(net.word.weight))
    net.rel_biaffine.copy_(round_rows(net.rel_biaffine))
    encoder, out = Encoder(labels, Pieces(vocab)), []
    for text in PARAGRAPHS:
        w = encoder.windows(paragraph(text))[0]
        batch, _ = collate([w], labels)
        got = net(batch)
        heads = got["arcs"][0].argmax(1)
        rel = net.relations(got["rel_dep"][0], got["rel_head"][0][heads]).argmax(1)
        item = {"words": [x.form for x in w["words"]], "pieces": w["ids"].tolist(), "first": w["first"].tolist(), "shape": w["shape"].tolist(), "gap": w["gap"].tolist(),
                "vector_of_word_0": np.round(net.encode(batch)[0, 0].numpy(), 4).tolist(),
                "arcs": np.round(got["arcs"][0].numpy(), 3).tolist(), "greedy_heads": heads.tolist(), "rels_at_greedy_heads": [labels["deprel"][i] for i in rel]}
        for name in labels:
            if name != "deprel":
                item[name] = [labels[name][i] for i in got[name].argmax(1)]
        item["sent_logits"] = np.round(got["sent"].numpy(), 3).tolist()
        item["upos_logits"] = np.round(got["upos"].numpy(), 3).tolist()
        out.append(item)
    with open(path, "w", encoding="utf-8") as f:
        json.dump({"note": "Arcs and relations treat each paragraph as one sentence; column 0 of arcs is the root. Heads here are the best of each row, no tree enforced.",
                   "paragraphs": out}, f, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
