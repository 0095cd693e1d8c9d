#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fit the constants with which src/reading/events.c weighs the claim heads' and the lexicon's opinions.

    fit_events.py --set DIR [--opinions build/event_opinions] [--heads-only]

DIR holds annotated reports (ID.txt, ID.gold.json) that the claim heads were not trained on. event_opinions is bench/accuracy/event_opinions.c,
linked with build/libtruce.a. Needs numpy. Prints the logistic function's constants, and F1 of words by threshold and by when the heads choose the type.
"""
import argparse
import glob
import json
import math
import os
import subprocess
import tempfile


def logit(p):
    p = min(0.998, max(0.002, p))
    return math.log(p / (1 - p))


def load(folder, tool):
    texts, gold = {}, {}
    for path in sorted(glob.glob(os.path.join(folder, "*.gold.json"))):
        i = os.path.basename(path)[:-len(".gold.json")]
        texts[i] = open(path.replace(".gold.json", ".txt"), encoding="utf-8").read()
        spans = []
        for e in json.load(open(path, encoding="utf-8"))["events"]:
            at = -1
            for _ in range(e.get("nth") or 1):
                at = texts[i].index(e["quote"], at + 1)
            a = len(texts[i][:at].encode())
            spans.append((a, a + len(e["quote"].encode()), e["type"]))
        gold[i] = spans
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as f:
        for i, t in texts.items():
            f.write(json.dumps({"id": i, "text": t}) + "\n")
    rows = []
    for line in subprocess.run([tool, f.name], stdout=subprocess.PIPE, check=True).stdout.decode().splitlines():
        i, a, b, head, p, none, lex, weight, amod, _ = line.split("\t")
        hit = next((k for k, (x, y, _) in enumerate(gold[i]) if x < int(b) and int(a) < y), None)
        rows.append(dict(id=i, hit=hit, want=gold[i][hit][2] if hit is not None else None, head=head, p=float(p), none=float(none), lex=lex, weight=float(weight), amod=int(amod)))
    os.unlink(f.name)
    return rows, gold


def features(r):
    unknown = r["lex"] == "?" or r["amod"]
    w = logit(r["weight"]) if not unknown else 0.0
    return [1.0, logit(1 - r["none"]), 0.0 if unknown or r["lex"] == "-" else w, w if not unknown and r["lex"] == "-" else 0.0, float(not unknown and r["lex"] == "-"), float(unknown)]


def fit(rows):
    import numpy as np
    x = np.array([features(r) for r in rows])
    y = np.array([r["hit"] is not None for r in rows], float)
    w = np.zeros(x.shape[1])
    for _ in range(50):                                     # Newton's method with a little ridge
        p = 1 / (1 + np.exp(-x @ w))
        h = (x * (p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(len(w))
        step = np.linalg.solve(h, x.T @ (y - p) - 0.5 * w)
        w += step
        if abs(step).max() < 1e-6:
            break
    return w, 1 / (1 + np.exp(-x @ w))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--set", required=True)
    ap.add_argument("--opinions", default="build/event_opinions")
    a = ap.parse_args()
    rows, gold = load(a.set, a.opinions)
    w, p = fit(rows)
    for name, v in zip(["bias", "of heads", "of lexicon", "of lexicon's no", "lexicon says no", "unknown to the lexicon"], w):
        print(f"{name:24s} {v:6.2f}")
    total = sum(len(g) for g in gold.values())
    for accept in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        for heads in (0.3, 0.5, 0.7, 0.9):
            told, right, seen = 0, 0, set()
            for r, q in zip(rows, p):
                if q < accept:
                    continue
                known = r["lex"] not in "?-"
                kind = r["head"] if r["head"] != "-" and (not known or r["p"] >= heads) else r["lex"] if known else None
                if kind is None:
                    continue
                key = (r["id"], r["hit"])
                if r["hit"] is not None and key in seen:
                    continue                                # further words of a trigger that is found
                told += 1
                if r["hit"] is not None:
                    seen.add(key)
                    right += kind == r["want"]
            print(f"accept {accept:.2f} heads choose from {heads:.1f}: P {100 * right / max(1, told):5.1f} R {100 * right / total:5.1f} F1 {200 * right / (told + total):5.1f}")


if __name__ == "__main__":
    main()
