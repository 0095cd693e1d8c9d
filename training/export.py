# SPDX-License-Identifier: Apache-2.0
"""Write a checkpoint as the weights file of model/FORMAT.md.

    python export.py CHECKPOINT english.weights
"""
import json
import os
import struct
import sys

import torch

from model import EPS, FFN, HEADS, HIDDEN, LAYERS, Network

MAGIC, ALIGN = b"TRUCEW01", 64


def quantised(w):
    scale = w.abs().amax(1).clamp_min(1e-8) / 127
    return torch.round(w / scale[:, None]).to(torch.int8), scale


def tensors_of(net, vocab):
    """(name, tensor) in the file's order."""
    out = [("vocab", torch.frombuffer(bytearray("\n".join(vocab).encode("utf-8")), dtype=torch.uint8))]

    def matrix(name, w):
        q, scale = quantised(w.detach().float())
        out.extend([(name, q), (name + ".scale", scale)])

    def linear(name, module):
        matrix(name + ".w", module.weight)
        out.append((name + ".b", module.bias.detach()))

    def norm(name, module):
        out.extend([(name + ".w", module.weight.detach()), (name + ".b", module.bias.detach())])

    matrix("emb.word", net.word.weight)
    out.extend([("emb.pos", net.pos.weight.detach()), ("emb.shape", net.shape.weight.detach()), ("emb.gap", net.gap.weight.detach())])
    norm("emb.norm", net.norm)
    for i, layer in enumerate(net.layers):
        linear(f"{i}.qkv", layer.qkv)
        linear(f"{i}.out", layer.out)
        norm(f"{i}.norm1", layer.norm1)
        linear(f"{i}.up", layer.up)
        linear(f"{i}.down", layer.down)
        norm(f"{i}.norm2", layer.norm2)
    for name, head in net.tags.items():
        linear(f"head.{name}", head)
    linear("arc.dep", net.arc_dep)
    linear("arc.head", net.arc_head)
    out.extend([("arc.root", net.arc_root.detach()), ("arc.biaffine", net.arc_biaffine.detach())])
    linear("rel.dep", net.rel_dep)
    linear("rel.head", net.rel_head)
    out.append(("rel.root", net.rel_root.detach()))
    matrix("rel.biaffine", net.rel_biaffine)
    return out


def write(net, labels, vocab, path):
    kinds = {torch.int8: "i8", torch.float32: "f32", torch.uint8: "u8"}
    tensors = [(n, t.float() if t.is_floating_point() else t) for n, t in tensors_of(net, vocab)]
    header = {"version": 1, "hidden": HIDDEN, "layers": LAYERS, "heads": HEADS, "ffn": FFN, "max_pieces": net.pos.num_embeddings, "eps": EPS,
              "arc_dim": net.arc_dim, "rel_dim": net.rel_dim, "labels": labels, "tensors": {}}

    def text(start):
        at = start
        for name, t in tensors:
            header["tensors"][name] = {"dtype": kinds[t.dtype], "shape": list(t.shape), "offset": at}
            at += -(-t.numel() * t.element_size() // ALIGN) * ALIGN
        return json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8")

    # The offsets stand in the header whose length sets them: room for twelve digits each is always enough.
    room = len(text(0)) + 12 * len(tensors) + 12
    start = -(-room // ALIGN) * ALIGN
    body = text(start)
    with open(path + ".tmp", "wb") as f:
        f.write(MAGIC + struct.pack("<I", start - 12) + body.ljust(start - 12))
        for _, t in tensors:
            raw = t.contiguous().numpy().tobytes()
            f.write(raw.ljust(-(-len(raw) // ALIGN) * ALIGN, b"\0"))
    os.replace(path + ".tmp", path)


def load(path):
    ckpt = torch.load(path, weights_only=True)
    net = Network(ckpt["labels"], len(ckpt["vocab"]))
    net.load_state_dict(ckpt["average"])
    return net.eval(), ckpt["labels"], ckpt["vocab"]


if __name__ == "__main__":
    network, label_sets, vocabulary = load(sys.argv[1])
    write(network, label_sets, vocabulary, sys.argv[2])
