# SPDX-License-Identifier: Apache-2.0
"""A weights file back into a checkpoint, to go on training from it: the inverse of export.py, less what rounding took.

    python restore.py english.weights CHECKPOINT
"""
import json
import struct
import sys

import numpy as np
import torch

from export import MAGIC
from model import Network

KINDS = {"i8": np.int8, "f32": np.float32, "u8": np.uint8}


def read(path):
    """The header, and by name the tensors as they lie in the file."""
    raw = open(path, "rb").read()
    if raw[:len(MAGIC)] != MAGIC:
        raise ValueError(f"{path} is no weights file")
    header = json.loads(raw[12:12 + struct.unpack("<I", raw[8:12])[0]])
    tensors = {}
    for name, t in header["tensors"].items():
        count = int(np.prod(t["shape"]))
        tensors[name] = torch.from_numpy(np.frombuffer(raw, KINDS[t["dtype"]], count, t["offset"]).reshape(t["shape"]).copy())
    return header, tensors


def restore(path):
    """(network, label sets, vocabulary)"""
    header, stored = read(path)
    labels, vocab = header["labels"], stored["vocab"].numpy().tobytes().decode("utf-8").split("\n")
    net = Network(labels, len(vocab), header["arc_dim"], header["rel_dim"], header["max_pieces"])
    with torch.no_grad():
        for name, parameter in parameters_of(net).items():
            value = stored[name].float()
            parameter.copy_(value * stored[name + ".scale"][:, None] if name + ".scale" in stored else value)
    return net, labels, vocab


def parameters_of(net):
    """The network's parameters by their names in the file."""
    out, linears = {}, {"arc.dep": net.arc_dep, "arc.head": net.arc_head, "rel.dep": net.rel_dep, "rel.head": net.rel_head}
    linears.update({f"head.{name}": head for name, head in net.tags.items()})
    for i, layer in enumerate(net.layers):
        linears.update({f"{i}.{part}": getattr(layer, part) for part in ("qkv", "out", "norm1", "up", "down", "norm2")})
    linears["emb.norm"] = net.norm
    for name, module in linears.items():
        out[name + ".w"], out[name + ".b"] = module.weight, module.bias
    out.update({"emb.word": net.word.weight, "emb.pos": net.pos.weight, "emb.shape": net.shape.weight, "emb.gap": net.gap.weight, "arc.root": net.arc_root,
                "arc.biaffine": net.arc_biaffine, "rel.root": net.rel_root, "rel.biaffine": net.rel_biaffine})
    return out


if __name__ == "__main__":
    network, label_sets, vocabulary = restore(sys.argv[1])
    state = network.state_dict()
    torch.save({"net": state, "average": state, "labels": label_sets, "vocab": vocabulary}, sys.argv[2])
