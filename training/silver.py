# SPDX-License-Identifier: Apache-2.0
"""Silver labels: what the network of the phase before says of the annotated reports, kept as labels while the claim heads learn.

The reports have no trees, tags or names of their own. Without any, the layers that all heads share drift on just the kind of text that the program reads:
"air" becomes a name, the "for" of "called for" a verb. The labels are made once, on the text as it stands, so that the spoilt copies (augment.py) must be
read like the clean one. What the network is not sure of is no label.
"""
from dataclasses import replace

from data import Sentence

SURE = 0.6      # below that probability, a layer of a word is masked; such labels of the dev sets are right two times in three or less


def label_sets(net, encoder, sets):
    """The sets with silver labels; one that stands twice is analysed once."""
    from predict import analyse
    done = {}
    for paragraphs in sets.values():
        if id(paragraphs) not in done:
            done[id(paragraphs)] = [label(analyse(net, encoder, p)) for p in paragraphs]
    return {name: done[id(paragraphs)] for name, paragraphs in sets.items()}


def label(analysis):
    """A paragraph in the network's own sentences, with its labels wherever it is sure."""
    return [Sentence([labelled(*word) for word in words]) for words in analysis]


def labelled(word, cols, sure):
    lemma, upos, xpos, feats, head, deprel, _, misc = cols
    label_of = {"upos": upos, "xpos": xpos, "feats": feats, "lemma": lemma, "head": int(head), "deprel": deprel, "entity": misc.removeprefix("Entity=") if misc != "_" else "O"}
    return replace(word, silver=True, **{name: value if sure[name] >= SURE else None for name, value in label_of.items()})
