# SPDX-License-Identifier: Apache-2.0
"""The weighted mean of checkpoints of one run: better than any of them, since they err in different places.

    python mix.py OUT CHECKPOINT:SHARE:CLAIMS ...

SHARE counts for every weight but the claim heads', CLAIMS for those (0 for a checkpoint of phase 1, which has none).
"""
import sys

import torch

from windows import CLAIM_LABELS


def main(out, parts):
    parts = [(torch.load(path, weights_only=True), float(share), float(claims)) for path, share, claims in (p.rsplit(":", 2) for p in parts)]
    heads = tuple(f"tags.{name}." for name in CLAIM_LABELS)
    state = {}
    for key in parts[0][0]["average"]:
        which = 2 if key.startswith(heads) else 1
        state[key] = sum(p[which] * p[0]["average"][key].float() for p in parts) / sum(p[which] for p in parts)
    torch.save({"net": state, "average": state, "labels": parts[0][0]["labels"], "vocab": parts[0][0]["vocab"]}, out)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
