# SPDX-License-Identifier: Apache-2.0
"""The network of model/FORMAT.md: BERT layers over pieces with shapes and gaps, linear heads on each word's first piece, two biaffine scorers for the tree."""
import torch
import torch.nn as nn
import torch.nn.functional as F

HIDDEN, LAYERS, HEADS, FFN, EPS = 384, 6, 12, 1536, 1e-12
SHAPES, GAPS = 9, 4


def round_rows(w):
    """Symmetric int8 by row, as the weights file keeps it; the gradient passes straight through."""
    scale = w.detach().abs().amax(-1, keepdim=True).clamp_min(1e-8) / 127
    return w + (torch.round(w.detach() / scale) * scale - w.detach())


class Linear(nn.Linear):
    """A linear map that can act as its quantised self: weights by row, activations by token."""
    quantised = False

    def forward(self, x):
        if self.quantised:
            return F.linear(round_rows(x), round_rows(self.weight), self.bias)
        return super().forward(x)


class Dropout(nn.Module):
    """One mask for all pieces of a window: as good, and far cheaper to draw on a CPU."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or not self.p:
            return x
        mask = torch.empty(x.shape[0], 1, x.shape[2], dtype=x.dtype).bernoulli_(1 - self.p).div_(1 - self.p)
        return x * mask


class Layer(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.qkv = Linear(HIDDEN, 3 * HIDDEN)
        self.out = Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, EPS)
        self.up = Linear(HIDDEN, FFN)
        self.down = Linear(FFN, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, EPS)
        self.drop = Dropout(p)

    def forward(self, x, bias):
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: the fused kernel's backward pass is several times slower on a CPU at these lengths.
        score = torch.matmul(q, k.transpose(-1, -2)) * (HIDDEN // HEADS) ** -0.5 + bias.to(q.dtype)
        mixed = torch.matmul(score.softmax(-1).to(v.dtype), v).transpose(1, 2).reshape(b, t, HIDDEN)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Network(nn.Module):
    def __init__(self, labels, vocab_size, arc_dim=256, rel_dim=96, max_pieces=256, dropout=0.1, head_dropout=0.25):
        super().__init__()
        self.labels, self.arc_dim, self.rel_dim = labels, arc_dim, rel_dim
        self.word = nn.Embedding(vocab_size, HIDDEN)
        self.pos = nn.Embedding(max_pieces, HIDDEN)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        self.gap = nn.Embedding(GAPS, HIDDEN)
        nn.init.normal_(self.shape.weight, std=0.01)
        nn.init.normal_(self.gap.weight, std=0.01)
        self.norm = nn.LayerNorm(HIDDEN, EPS)
        self.drop = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.head_drop = nn.Dropout(head_dropout)
        self.tags = nn.ModuleDict({name: Linear(HIDDEN, len(ls)) for name, ls in labels.items() if name != "deprel"})
        relations = len(labels["deprel"])
        self.arc_dep, self.arc_head = Linear(HIDDEN, arc_dim), Linear(HIDDEN, arc_dim)
        self.arc_root = nn.Parameter(torch.randn(arc_dim) * 0.02)
        self.arc_biaffine = nn.Parameter(torch.randn(arc_dim + 1, arc_dim) * 0.02)
        self.rel_dep, self.rel_head = Linear(HIDDEN, rel_dim), Linear(HIDDEN, rel_dim)
        self.rel_root = nn.Parameter(torch.randn(rel_dim) * 0.02)
        self.rel_biaffine = nn.Parameter(torch.randn(relations * (rel_dim + 1), rel_dim + 1) * 0.02)

    def start_from(self, tensors):
        """Take the pretrained encoder; token type 0 goes into the positions."""
        t = {k.removeprefix("bert."): v.float() for k, v in tensors.items()}
        e = "embeddings."
        with torch.no_grad():
            self.word.weight.copy_(t[e + "word_embeddings.weight"])
            self.pos.weight.copy_(t[e + "position_embeddings.weight"][:self.pos.num_embeddings] + t[e + "token_type_embeddings.weight"][0])
            self.norm.weight.copy_(t[e + "LayerNorm.weight"])
            self.norm.bias.copy_(t[e + "LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    parts = [t[f"{p}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                    getattr(layer.out, kind).copy_(t[f"{p}attention.output.dense.{kind}"])
                    getattr(layer.norm1, kind).copy_(t[f"{p}attention.output.LayerNorm.{kind}"])
                    getattr(layer.up, kind).copy_(t[f"{p}intermediate.dense.{kind}"])
                    getattr(layer.down, kind).copy_(t[f"{p}output.dense.{kind}"])
                    getattr(layer.norm2, kind).copy_(t[f"{p}output.LayerNorm.{kind}"])

    def quantise(self, on):
        for module in self.modules():
            if isinstance(module, Linear):
                module.quantised = on

    def encode(self, batch):
        ids, first = batch["ids"], batch["first"]
        x = self.word(ids) + self.pos.weight[:ids.shape[1]]
        extra = (self.shape(batch["shape"]) + self.gap(batch["gap"])) * batch["word_mask"].unsqueeze(-1)
        flat = torch.zeros_like(x).view(-1, HIDDEN)
        where = (first + torch.arange(ids.shape[0]).unsqueeze(1) * ids.shape[1])[batch["word_mask"]]
        x = x + flat.index_add(0, where, extra[batch["word_mask"]].to(flat.dtype)).view_as(x)
        x = self.drop(self.norm(x))
        bias = torch.zeros(ids.shape[0], 1, 1, ids.shape[1]).masked_fill(batch["pad"][:, None, None, :], -1e4)
        for layer in self.layers:
            x = layer(x, bias)
        return x.gather(1, first.unsqueeze(-1).expand(-1, -1, HIDDEN))      # [windows, words, HIDDEN]

    def forward(self, batch):
        """Word vectors and the logits; arcs are [windows, words, 1 + words] with the root in column 0."""
        vectors = self.head_drop(self.encode(batch))
        words = vectors[batch["word_mask"]]                                 # [all words, HIDDEN]
        out = {name: head(words).float() for name, head in self.tags.items()}
        b, w, _ = vectors.shape
        dep, head = F.relu(self.arc_dep(vectors)), F.relu(self.arc_head(vectors))
        head = torch.cat([self.arc_root.to(head.dtype).expand(b, 1, -1), head], 1)
        one = torch.ones(b, w, 1)
        arcs = torch.matmul(torch.matmul(torch.cat([dep, one.to(dep.dtype)], -1), self.arc_biaffine), head.transpose(1, 2))
        out["arcs"] = arcs.float().masked_fill(~batch["allowed"], -1e4)
        rel_dep, rel_head = F.relu(self.rel_dep(vectors)).float(), F.relu(self.rel_head(vectors)).float()
        out["rel_dep"] = torch.cat([rel_dep, one], -1)
        rel_head = torch.cat([self.rel_root.expand(b, 1, -1), rel_head], 1)
        out["rel_head"] = torch.cat([rel_head, torch.ones(b, w + 1, 1)], -1)
        return out

    def relations(self, dep, head):
        """Logits [n, R] for n pairs of augmented vectors [n, rel_dim + 1]."""
        d = self.rel_dim + 1
        weights = self.rel_biaffine.float()
        if self.arc_dep.quantised:
            weights = round_rows(weights)
        weights = weights.view(-1, d, d)
        half = torch.einsum("nd,rde->nre", dep, weights)
        return (half * head.unsqueeze(1).to(half.dtype)).sum(-1)
