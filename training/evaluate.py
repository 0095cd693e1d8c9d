# SPDX-License-Identifier: Apache-2.0
"""Measure the program on raw text: UD scores on EWT dev and GUM dev, sentence ends on GUM's news, entity spans on GUM dev.

    python evaluate.py [--truce build/truce] [--corpora DIR] [--keep DIR]

The raw text of each document has its paragraphs separated by a blank line and its sentences as the corpus says (a space, or nothing).
A document whose characters do not come back as they went in is named and counts as not analysed at all.
"""
import argparse
import os
import subprocess
import sys
import tempfile

import conllu_eval
import data

COLUMNS = ["Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS", "LAS-full"]


def documents(path):
    """[(name, conllu lines)] of a CoNLL-U file."""
    out = []
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc"):
            out.append((line.split("=", 1)[-1].strip(), []))
        out[-1][1].append(line)
    return out


def raw_text(lines):
    text, space, until, par = "", False, 0, False
    for line in lines:
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            par = bool(text)
        elif line.startswith("#") or not line.strip():
            until = 0
        else:
            cols = line.rstrip("\n").split("\t")
            if "." in cols[0] or "-" not in cols[0] and int(cols[0]) <= until:
                continue
            if "-" in cols[0]:
                until = int(cols[0].split("-")[1])
            text += ("\n\n" if par else " " if space else "") + cols[1]
            space, par = "SpaceAfter=No" not in cols[9].split("|"), False
    return text + "\n"


def analyse(truce, docs, folder):
    """The program's CoNLL-U of each document."""
    out = []
    for i, (_, lines) in enumerate(docs):
        path = os.path.join(folder, f"{i:04d}.txt")
        with open(path, "w", encoding="utf-8") as f:
            f.write(raw_text(lines))
        run = subprocess.run([truce, "read", "--conllu", path], capture_output=True, text=True, check=False)
        with open(path[:-4] + ".conllu", "w", encoding="utf-8") as f:
            f.write(run.stdout)
        out.append(path[:-4] + ".conllu")
    return out


def merge(docs, outputs, folder, name, keep):
    """Gold and system files of the documents that `keep` takes; one that came back changed is left out of the system's side, whole, and named."""
    gold, system, lost = conllu_eval.Analysis(), conllu_eval.Analysis(), []
    for i, ((doc, lines), path) in enumerate(zip(docs, outputs)):
        if not keep(doc):
            continue
        one = os.path.join(folder, f"{name}-{i}.gold")
        with open(one, "w", encoding="utf-8") as f:
            f.writelines(lines)
        g = conllu_eval.load(one)
        try:
            s = conllu_eval.load(path)
            conllu_eval.check_text(g, s)
        except (ValueError, IndexError) as problem:
            lost.append(f"{doc}: {problem}")
            s = conllu_eval.Analysis()
            s.text, s.length = g.text, g.length
        append(gold, g)
        append(system, s)
    return gold, system, lost


def append(total, part):
    def moved(span):
        return span[0] + total.length, span[1] + total.length

    for w in part.words:
        w.span = moved(w.span)
    total.text += part.text
    total.tokens += [moved(t) for t in part.tokens]
    total.sentences += [moved(s) for s in part.sentences]
    total.words += part.words
    total.length += part.length


def system_entities(words):
    """Spans by character of the words' MISC Entity=B-PER ... labels."""
    out, start, end, kind = set(), None, None, None
    for w in words + [None]:
        tag = "O" if w is None else next((f[7:] for f in w.cols[9].split("|") if f.startswith("Entity=")), "O")
        if start is not None and not (tag.startswith("I-") and tag[2:] == kind):
            out.add((start, end, kind))
            start = None
        if tag != "O":
            start = w.span[0] if start is None else start
            end, kind = w.span[1], tag[2:]
    return out


def gold_entities(words):
    """The same from GUM's own marks, and the characters where the mapping is in doubt."""
    out, doubt, at = set(), set(), 0
    while at < len(words):
        n = at + 1
        while n < len(words) and int(words[n].cols[0]) > int(words[n - 1].cols[0]):
            n += 1
        sentence = words[at:n]
        ws = [data.Word(w.cols[1], 0, w.cols[3], w.cols[4], w.cols[5], w.cols[2], int(w.cols[6]), w.cols[7]) for w in sentence]
        labels = data.gum_entities(ws, [w.cols[9] for w in sentence])
        for w, label in zip(sentence, labels):
            if label is None:
                doubt.add(w.span[0])
            w.cols[9] = "Entity=" + label if label and label != "O" else "_"
        out |= system_entities(sentence)
        at = n
    return out, doubt


def entity_scores(gold, system):
    want, doubt = gold_entities(gold.words)
    got = {s for s in system_entities(system.words) if not any(c in doubt for c in range(s[0], s[1]))}
    right = len(got & want)
    return 100 * right / max(1, len(got)), 100 * right / max(1, len(want)), conllu_eval.f1(right, len(want), len(got))


def row(name, scores):
    print(f"{name:18s}" + "".join(f"{scores[c]:10.2f}" for c in COLUMNS), flush=True)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--truce", default="build/truce")
    a.add_argument("--corpora", default="../shared/corpora")
    a.add_argument("--sets", default="ewt,gum")
    a.add_argument("--keep", help="folder to leave the texts and analyses in")
    args = a.parse_args()
    print(f"{'':18s}" + "".join(f"{c:>10s}" for c in COLUMNS))
    with tempfile.TemporaryDirectory() as temporary:
        for name in args.sets.split(","):
            folder = os.path.join(args.keep or temporary, name)
            os.makedirs(folder, exist_ok=True)
            docs = documents(os.path.join(args.corpora, f"ud-{name}", "dev.conllu"))
            outputs = analyse(args.truce, docs, folder)
            views = [(f"{name} dev", lambda d: True)]
            if name == "gum":
                views.append(("gum dev, news", lambda d: "_news_" in d))
            for title, keep in views:
                gold, system, lost = merge(docs, outputs, folder, name, keep)
                row(title, conllu_eval.evaluate(gold, system))
                for line in lost:
                    print("  not analysed:", line, file=sys.stderr)
                if name == "gum":
                    print(f"  {title}: entities P {{:.2f}} R {{:.2f}} F1 {{:.2f}}".format(*entity_scores(gold, system)))


if __name__ == "__main__":
    main()
