# SPDX-License-Identifier: Apache-2.0
"""Train the language model. Phase 1 learns tags, trees, sentence ends and entities; phase 2 goes on from it with the claim heads.

    python train.py --phase 1 --encoder DIR --corpora DIR --out DIR --epochs 8
    python train.py --phase 2 --start CKPT --teacher CKPT --corpora DIR --gold DIR --reports DIR --out DIR --epochs 6
"""
import argparse
import glob
import math
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import data
from augment import dirty
from model import Network
from text import Pieces
from tree import decode
from windows import CLAIM_LABELS, Encoder, MASKED, batches, collate, make_labels

WEIGHTS = {"sent": 0.5, "upos": 0.4, "xpos": 0.3, "feats": 0.3, "lemma": 0.3, "entity": 0.5, "event": 1.0, "mode": 0.3, "status": 0.3, "casualty": 0.8, "who": 0.3,
           "figure": 0.4, "ceasefire": 0.5}


def mean_loss(logits, target, trust):
    """Cross entropy over the words whose label is known, each counted as much as its label is trusted; 0 without any."""
    trust = trust * (target != MASKED)
    return (F.cross_entropy(logits, target, ignore_index=MASKED, reduction="none") * trust).sum() / trust.sum().clamp_min(1e-6)


def losses(net, batch, gold, silver=0.0):
    """`silver`: what a label of the network's own counts for, against 1 for a person's."""
    with torch.autocast("cpu", torch.bfloat16):
        out = net(batch)
    total, parts = 0.0, {}
    trust = torch.where(gold["silver"], silver, 1.0)
    for name, weight in WEIGHTS.items():
        target, of = gold[name], torch.ones_like(trust) if name in CLAIM_LABELS else trust
        if ((target != MASKED) & (of > 0)).any():
            parts[name] = mean_loss(out[name], target, of)
            total = total + weight * parts[name]
    arcs = out["arcs"][batch["word_mask"]]
    known = (gold["head"] != MASKED) & (trust > 0)
    if known.any():
        parts["arc"] = mean_loss(arcs[known], gold["head"][known], trust[known])
        dep = out["rel_dep"][batch["word_mask"]]
        window = torch.nonzero(batch["word_mask"])[:, 0]
        labelled = known & (gold["deprel"] != MASKED)
        pairs = out["rel_head"][window[labelled], gold["head"][labelled]]
        with torch.autocast("cpu", torch.bfloat16):
            scores = net.relations(dep[labelled], pairs)
        parts["rel"] = mean_loss(scores.float(), gold["deprel"][labelled], trust[labelled])
        total = total + parts["arc"] + parts["rel"]
    return total, {k: v.item() for k, v in parts.items()}


@torch.no_grad()
def evaluate(net, encoder, paragraphs, budget=4000):
    """Scores with gold words and gold sentences: a quick look; training/evaluate.py measures the program from raw text."""
    net.eval()
    windows = [w for p in paragraphs for w in encoder.windows(p)]
    right, seen = {}, {}

    def count(name, ok, of):
        right[name] = right.get(name, 0) + int(ok)
        seen[name] = seen.get(name, 0) + int(of)

    tp = fp = fn = etp = efp = efn = 0
    for group in batches(windows, budget, random.Random(1)):
        batch, gold = collate(group, encoder.labels)
        with torch.autocast("cpu", torch.bfloat16, enabled=not net.arc_dep.quantised):
            out = net(batch)
        for name in WEIGHTS:
            known = gold[name] != MASKED
            if name in CLAIM_LABELS:
                continue
            count(name, (out[name].argmax(-1) == gold[name])[known].sum(), known.sum())
        p, g = out["sent"].argmax(-1), gold["sent"]
        tp, fp, fn = tp + int(((p == 1) & (g == 1)).sum()), fp + int(((p == 1) & (g == 0)).sum()), fn + int(((p == 0) & (g == 1)).sum())
        a, b, c = entity_counts(out["entity"].argmax(-1).tolist(), gold["entity"].tolist(), encoder.labels["entity"])
        etp, efp, efn = etp + a, efp + b, efn + c
        arcs, at = out["arcs"].float().numpy(), 0
        heads = np.full(len(gold["head"]), MASKED)
        for i, w in enumerate(group):
            n = len(w["first"])
            for k in np.unique(w["sentence"]):
                m = np.nonzero(w["sentence"] == k)[0]
                if w["head"][m[0]] == MASKED:
                    continue
                got = decode(arcs[i][np.ix_(m, np.append(0, m + 1))].astype(np.float64))
                heads[at + m] = np.where(got == 0, 0, m[0] + got)
            at += n
        known = torch.from_numpy(heads != MASKED)
        dep = out["rel_dep"][batch["word_mask"]]
        window = torch.nonzero(batch["word_mask"])[:, 0]
        h = torch.from_numpy(heads)
        rel = torch.full((len(heads),), -1)
        for part in torch.nonzero(known)[:, 0].split(400):
            rel[part] = net.relations(dep[part], out["rel_head"][window[part], h[part]]).argmax(-1)
        good = (h == gold["head"]) & known
        count("uas", good.sum(), known.sum())
        count("las", (good & (rel == gold["deprel"])).sum(), known.sum())
    net.train()
    scores = {k: 100 * right[k] / max(1, seen[k]) for k in right}
    scores["sentF1"] = 200 * tp / max(1, 2 * tp + fp + fn)
    scores["entF1"] = 200 * etp / max(1, 2 * etp + efp + efn)
    return scores


@torch.no_grad()
def claim_scores(net, encoder, paragraphs):
    """Word F1 with labels for the heads that find, accuracy on gold words for those that describe."""
    net.eval()
    tp, guessed, there = {}, {}, {}
    finding = ("event", "casualty", "ceasefire", "figure")
    for group in batches([w for p in paragraphs for w in encoder.windows(p)], 4000, random.Random(1)):
        batch, gold = collate(group, encoder.labels)
        out = net(batch)
        for name in CLAIM_LABELS:
            known = gold[name] != MASKED
            guess, true = out[name].argmax(-1)[known], gold[name][known]
            if name in finding:
                tp[name] = tp.get(name, 0) + int(((guess == true) & (true != 0)).sum())
                guessed[name] = guessed.get(name, 0) + int((guess != 0).sum())
                there[name] = there.get(name, 0) + int((true != 0).sum())
                if name == "event":
                    tp["trigger"] = tp.get("trigger", 0) + int(((guess != 0) & (true != 0)).sum())
                    guessed["trigger"], there["trigger"] = guessed[name], there[name]
            else:
                tp[name] = tp.get(name, 0) + int((guess == true).sum())
                guessed[name] = there[name] = guessed.get(name, 0) + len(true)
    net.train()
    return {n: 200 * tp[n] / max(1, guessed[n] + there[n]) for n in tp}


def entity_counts(guess, gold, names):
    def spans(labels):
        out, start, kind = set(), None, None
        for i, x in enumerate(labels + [0]):
            tag = names[x] if x != MASKED else "O"
            if start is not None and (tag[0] != "I" or tag[2:] != kind):
                out.add((start, i, kind))
                start = None
            if tag[0] == "B" or tag[0] == "I" and start is None:
                start, kind = i, tag[2:]
        return out

    masked = [g == MASKED for g in gold]
    a, b = spans([0 if m else x for x, m in zip(guess, masked)]), spans(gold)
    return len(a & b), len(a - b), len(b - a)


class Average:
    """Exponential moving average of the weights, kept for export."""

    def __init__(self, net, decay):
        self.decay, self.n = decay, 0
        self.state = {k: v.detach().clone() for k, v in net.state_dict().items()}

    def update(self, net, steps):
        self.n += steps
        keep = min(self.decay ** steps, 1 - steps / (self.n + steps))
        with torch.no_grad():
            for k, v in net.state_dict().items():
                self.state[k].lerp_(v, 1 - keep)


def rate(step, total, warm, floor):
    if step < warm:
        return (step + 1) / warm
    return floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm)))


class Pair:
    """Two processes of one thread each share every batch and take the mean of their gradients. On two cores that others use too this is far faster than one
    process of two threads, which meet hundreds of times a step, each time waiting for whichever was put aside."""

    def __init__(self, net, workers):
        self.workers, self.rank, self.params = workers, 0, list(net.parameters())
        context = torch.multiprocessing.get_context("fork")
        self.barrier = context.Barrier(workers)
        self.control = torch.zeros(2, dtype=torch.float64).share_memory_()      # what the first decides for all: the rate, and whether to stop
        self.shared = torch.zeros(workers, sum(p.numel() for p in self.params)).share_memory_()
        self.context = context

    def start(self, work):
        """Runs work() here and in the other processes, which leave when it returns."""
        others = [self.context.Process(target=self._other, args=(rank, work)) for rank in range(1, self.workers)]
        for p in others:
            p.start()
        try:
            work()
        finally:
            for p in others:
                p.join(60)

    def _other(self, rank, work):
        self.rank = rank
        torch.manual_seed(1000 + rank)
        work()

    def share(self, group):
        return group[self.rank::self.workers]

    def decide(self, factor, stop):
        """The first one's factor and stop, for all. Everyone waits here."""
        if self.rank == 0:
            self.control[0], self.control[1] = factor, float(stop)
        self.barrier.wait()
        return float(self.control[0]), bool(self.control[1])

    def mean_gradients(self):
        at = 0
        for p in self.params:
            part = self.shared[self.rank, at:at + p.numel()]
            part.zero_() if p.grad is None else part.copy_(p.grad.reshape(-1))
            at += p.numel()
        self.barrier.wait()
        at, mean = 0, self.shared.mean(0)
        for p in self.params:
            p.grad = mean[at:at + p.numel()].view_as(p)
            at += p.numel()


def make_windows(sets, encoder, much, rng, trees=1.0):
    """An epoch's windows: of the treebanks a share by chance, of the rest all."""
    out = []
    for name, pars in sets.items():
        for i, p in enumerate(pars):
            if name in ("ewt", "gum") and rng.random() >= trees:
                continue
            after = pars[i + 1] if i + 1 < len(pars) else None
            out += encoder.windows(dirty(p, after, rng, much))
    return out


def report(tag, scores):
    return tag + " " + " ".join(f"{k} {scores[k]:.2f}" for k in ("las", "uas", "upos", "xpos", "feats", "lemma", "sentF1", "entF1") if k in scores)


def parse_args():
    a = argparse.ArgumentParser()
    a.add_argument("--phase", type=int, default=1)
    a.add_argument("--encoder", help="folder with model.safetensors and vocab.txt")
    a.add_argument("--start", help="checkpoint to go on from")
    a.add_argument("--corpora", required=True)
    a.add_argument("--gold", help="folder of annotated reports (phase 2)")
    a.add_argument("--reports", help="folder of our own labelled reports (phase 2)")
    a.add_argument("--truce", help="the program, for words of raw text (phase 2)")
    a.add_argument("--out", required=True)
    a.add_argument("--epochs", type=int, default=13)
    a.add_argument("--minutes", type=float, default=0, help="stop in time: the schedule is stretched or cut to end then")
    a.add_argument("--budget", type=int, default=2400)
    a.add_argument("--lr", type=float, default=2e-4)
    a.add_argument("--head-lr", type=float, default=1e-3)
    a.add_argument("--floor", type=float, default=0.02)
    a.add_argument("--mask", type=float, default=0.03, help="share of words hidden from the network")
    a.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    a.add_argument("--dirty", type=float, default=1.0)
    a.add_argument("--silver", type=float, default=0.5, help="what the start's own analysis of the reports counts for as labels (phase 2); 0 does without")
    a.add_argument("--teacher", help="checkpoint that makes that analysis, if not the start")
    a.add_argument("--trees", type=float, default=1.0, help="share of the treebanks' paragraphs that an epoch sees")
    a.add_argument("--again", default="", help="sets to see twice an epoch, with commas")
    a.add_argument("--int8", action="store_true", help="learn with the rounded weights and vectors that the program will use")
    a.add_argument("--seed", type=int, default=1)
    return a.parse_args()


def prepare(args):
    """The sets, the label sets, the network and what turns words into pieces."""
    sets = data.load_train(args.corpora)
    if args.start:
        ckpt = torch.load(args.start, weights_only=True)
        labels, vocab = ckpt["labels"], ckpt["vocab"]
        net = Network(labels, len(vocab))
        net.load_state_dict(ckpt["average"])
    else:
        from safetensors.torch import load_file
        vocab = open(os.path.join(args.encoder, "vocab.txt"), encoding="utf-8").read().rstrip("\n").split("\n")
        rng = random.Random(args.seed)
        variants = [p for name in ("ewt", "gum") for p in sets[name]]
        labels = make_labels(variants + [dirty(p, None, rng) for p in variants])
        net = Network(labels, len(vocab))
        net.start_from(load_file(os.path.join(args.encoder, "model.safetensors")))
    if args.phase == 2:
        import claims
        reports = claims.load(args)
        if args.silver:
            import silver
            from export import load
            teacher, theirs, pieces = load(args.teacher or args.start)
            reports = silver.label_sets(teacher, Encoder(theirs, Pieces(pieces)), reports)
        sets.update(reports)
    for name in filter(None, args.again.split(",")):
        sets[name + " again"] = sets[name]
    return sets, labels, vocab, net


def main():
    args = parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    os.makedirs(args.out, exist_ok=True)
    sets, labels, vocab, net = prepare(args)
    dev = data.load_dev(args.corpora)
    claim_dev = None
    if args.phase == 2:
        import claims
        claim_dev = claims.build(claims.load_annotated(os.path.join(os.path.dirname(args.gold.rstrip("/")), "dev")), args.truce)
    encoder = Encoder(labels, Pieces(vocab))
    for name, pars in sets.items():
        print(name, len(pars), "paragraphs", sum(len(s.words) for p in pars for s in p), "words", flush=True)
    print({k: len(v) for k, v in labels.items()}, flush=True)
    pair = Pair(net, args.workers)
    pair.start(lambda: loop(args, pair, net, labels, vocab, encoder, sets, dev, claim_dev))


def loop(args, pair, net, labels, vocab, encoder, sets, dev, claim_dev):
    began = time.time()
    rng, noise = random.Random(args.seed), np.random.default_rng(args.seed)
    heads = [p for n, p in net.named_parameters() if n.startswith(("tags", "arc", "rel", "shape", "gap"))]
    body = [p for n, p in net.named_parameters() if not n.startswith(("tags", "arc", "rel", "shape", "gap"))]
    optimiser = torch.optim.AdamW([{"params": body, "lr": args.lr, "weight_decay": 0.01}, {"params": heads, "lr": args.head_lr, "weight_decay": 0.01}],
                                  betas=(0.9, 0.98), fused=True)
    base = [args.lr, args.head_lr]
    average, step, total, warm = Average(net, 0.998 if args.phase == 1 else 0.995), 0, None, 150 if args.phase == 1 else 60
    net.train()
    net.quantise(args.int8)
    # Progress is of time if --minutes is given, else of steps: a machine shared with others has no steady pace.
    for epoch in range(1, args.epochs + 1):
        epoch_began, sums = time.time(), {}
        groups = batches(make_windows(sets, encoder, args.dirty, rng, args.trees), args.budget, rng)
        total = total or len(groups) * args.epochs
        for k, group in enumerate(groups):
            done = (time.time() - began) / 60 / args.minutes if args.minutes else step / total
            factor, stop = pair.decide(min(rate(min(done, 1) * total, total, 0, args.floor), (step + 1) / warm), args.minutes and done >= 1)
            for g, lr in zip(optimiser.param_groups, base):
                g["lr"] = lr * factor
            mine, parts = pair.share(group), {}
            if mine:
                batch, gold = collate(mine, labels, args.mask, noise)
                loss, parts = losses(net, batch, gold, args.silver)
                if parts:
                    loss.backward()
            pair.mean_gradients()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            step += 1
            if step % 5 == 0 and pair.rank == 0:
                average.update(net, 5)
            for name, v in parts.items():
                sums.setdefault(name, []).append(v)
            if k % 50 == 0 and pair.rank == 0:
                print(f"  {epoch} {k}/{len(groups)} {time.time() - began:.0f}s lr {factor:.3f} " + " ".join(f"{n} {np.mean(v[-50:]):.3f}" for n, v in sums.items()), flush=True)
            if stop:
                break
        if pair.rank:
            if stop:
                break
            continue
        save(args.out, f"phase{args.phase}-epoch{epoch:02d}", net, average, labels, vocab)
        int8 = epoch % 4 == 0 or args.minutes and done >= 0.99
        lines = look(net, average, encoder, dev, claim_dev, int8)
        net.quantise(args.int8)
        print(f"epoch {epoch} train {time.time() - epoch_began:.0f}s at {time.strftime('%H:%M:%S')} | " + " | ".join(lines), flush=True)
        if stop:
            break


def look(net, average, encoder, dev, claim_dev, int8):
    """How the averaged weights do on the dev sets; the network's own come back afterwards."""
    plain = {k: v.clone() for k, v in net.state_dict().items()}
    net.load_state_dict(average.state)
    net.quantise(False)
    lines = [report(name, evaluate(net, encoder, pars)) for name, pars in dev.items()]
    if claim_dev:
        lines.append("claims " + " ".join(f"{k} {v:.1f}" for k, v in claim_scores(net, encoder, claim_dev).items()))
    if int8:
        net.quantise(True)
        lines += [report(f"{name}(int8)", evaluate(net, encoder, pars)) for name, pars in dev.items()]
        net.quantise(False)
    net.load_state_dict(plain)
    return lines


def save(folder, name, net, average, labels, vocab):
    path = os.path.join(folder, name + ".pt")
    torch.save({"net": net.state_dict(), "average": average.state, "labels": labels, "vocab": vocab}, path + ".tmp")
    os.replace(path + ".tmp", path)
    for old in sorted(glob.glob(os.path.join(folder, name.split("-")[0] + "-epoch*.pt")))[:-3]:
        os.remove(old)


if __name__ == "__main__":
    main()
