# SPDX-License-Identifier: Apache-2.0
"""Lemmas as edit scripts.

A script is one of
    ""          the lemma is the form as it stands
    "=LEMMA"    the lemma is LEMMA
    "CN-ADD"    first the case C: k keeps the form, l lower-cases it, t lower-cases all but the first letter, which is upper-cased;
                then N characters (code points, decimal) are cut from the end and ADD is put there
"""


def cased(form, case):
    if case == "k":
        return form
    low = form.lower()
    return low if case == "l" else low[:1].upper() + low[1:]


def apply(script, form):
    if not script:
        return form
    if script[0] == "=":
        return script[1:]
    count, add = script[1:].split("-", 1)
    base = cased(form, script[0])
    return base[:max(0, len(base) - int(count))] + add


def script(form, lemma):
    """The cheapest script; lower-casing is tried first, so that a form's capital at a sentence's start makes no new label."""
    best = None
    for case in "lkt":
        base = cased(form, case)
        common = 0
        while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
            common += 1
        cut, add = len(base) - common, lemma[common:]
        if common == 0 and base:
            continue
        cost = (cut + len(add), "lkt".index(case))
        if best is None or cost < best[0]:
            best = (cost, f"{case}{cut}-{add}")
    if best is None or best[0][0] > 5:
        return "=" + lemma
    return "" if best[1] == "k0-" else best[1]
