# SPDX-License-Identifier: Apache-2.0
"""The maximum spanning arborescence with one root (Chu-Liu-Edmonds), for scoring during training."""
import numpy as np


def _edmonds(score):
    """score[d, h] over nodes 0..n (0 the root); returns heads with heads[0] = 0."""
    n = len(score)
    heads = score.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    outside = np.nonzero(~inside)[0]
    base = score[cycle, heads[cycle]]
    m = len(outside)
    small = np.full((m + 1, m + 1), -1e18)
    small[:m, :m] = score[np.ix_(outside, outside)]
    gain = score[np.ix_(cycle, outside)] - base[:, None]
    enter = gain.argmax(0)
    small[m, :m] = gain.max(0) + base.sum()
    leave = score[np.ix_(outside, cycle)]
    exit_ = leave.argmax(1)
    small[:m, m] = leave.max(1)
    small[0, :] = -1e18
    np.fill_diagonal(small, -1e18)
    sub = _edmonds(small)
    for i, d in enumerate(outside):
        if i:
            heads[d] = cycle[exit_[i]] if sub[i] == m else outside[sub[i]]
    into = sub[m]
    heads[cycle[enter[into]]] = outside[into]
    return heads


def _cycle(heads):
    colour = np.zeros(len(heads), int)
    for start in range(1, len(heads)):
        path, node = [], start
        while node and not colour[node]:
            colour[node] = start
            path.append(node)
            node = heads[node]
        if node and colour[node] == start and node in path:
            return np.array(path[path.index(node):])
    return None


def decode(score):
    """score[d, h] for words d of 0..n-1 and heads h of 0..n (0 the root); the heads, 0..n."""
    n = len(score)
    full = np.full((n + 1, n + 1), -1e18)
    full[1:, :] = score
    np.fill_diagonal(full, -1e18)
    heads = _edmonds(full.copy())
    if (heads[1:] == 0).sum() == 1:
        return heads[1:]
    best = None
    for root in range(1, n + 1):
        s = full.copy()
        s[:, 0] = -1e15
        s[root, :] = -1e18
        s[root, 0] = full[root, 0]
        got = _edmonds(s)[1:]
        total = full[np.arange(1, n + 1), got].sum()
        if (got == 0).sum() == 1 and (best is None or total > best[0]):
            best = (total, got)
    return best[1] if best else heads[1:]
