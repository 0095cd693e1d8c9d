#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check the labelled reports beside this script (see FORMAT.md) and print the counts by label."""
import collections
import datetime
import pathlib
import re
import sys

TYPES = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
            "MOBILIZE COERCE ASSAULT".split())
MODES = set("aerial shelling rocket bombing suicide firearms clash abduct execute chemical drone destroy torture sexual "
            "other".split())
EVENT_STATUS = set("actual planned hypothetical denied".split())
HARMS = set("killed injured casualties missing detained abducted displaced besieged trapped other".split())
WHOS = set("people civilians children women combatants police aid_workers medical journalists hostages officials "
           "other".split())
CASUALTY_STATUS = set("actual denied hypothetical".split())
FORMS = set("ceasefire cessation_of_hostilities truce humanitarian_pause regime_of_silence armistice local_deal "
            "other".split())
STATES = set("proposed negotiating agreed declared in_force extended violated suspended rejected collapsed expired "
             "planned mentioned".split())
MARK = re.compile(r"\{([^{}]*)\}")
# A trigger is one to three words by the guidelines; a little more is let pass, a clause is not.
TRIGGER_WORDS = 5


def bounds(low, high):
    """True when low and high are integers or `-` and in order."""
    if any(not re.fullmatch(r"-|\d+", v) for v in (low, high)):
        return False
    return "-" in (low, high) or int(low) <= int(high)


def check_label(label, quote, counts, triggers):
    """Return an error message for one label, or None; count it."""
    part = quote
    if " @" in label:
        label, part = label.split(" @", 1)
        if not part or part not in quote:
            return f"part not in quote: {part!r}"
    f = label.split(" ")
    kind = f[0]
    if kind == "E":
        if len(f) != 4 or f[1] not in TYPES or f[3] not in EVENT_STATUS:
            return f"bad event label {label!r}"
        if (f[1] == "ASSAULT") != (f[2] in MODES) or (f[1] != "ASSAULT" and f[2] != "-"):
            return f"bad mode in {label!r}"
        if len(part.split()) > TRIGGER_WORDS:
            return f"trigger too long: {part!r}"
        counts["event status"][f[3]] += 1
        counts["event type"][f[1]] += 1
        if f[1] == "ASSAULT":
            counts["assault mode"][f[2]] += 1
        triggers[f[1]].add(part.lower())
    elif kind == "C":
        if len(f) != 6 or f[1] not in HARMS or f[2] not in WHOS or f[5] not in CASUALTY_STATUS or not bounds(f[3], f[4]):
            return f"bad casualty label {label!r}"
        counts["harm"][f[1]] += 1
        counts["who"][f[2]] += 1
        counts["casualty status"][f[5]] += 1
    elif kind == "T":
        if len(f) != 3 or f[1] not in FORMS or f[2] not in STATES:
            return f"bad ceasefire label {label!r}"
        counts["ceasefire form"][f[1]] += 1
        counts["ceasefire state"][f[2]] += 1
    elif kind == "F":
        if len(f) < 4 or not all(f) or not bounds(f[1], f[2]):
            return f"bad figure label {label!r}"
    else:
        return f"unknown label {label!r}"
    counts["kind"][kind] += 1
    return None


def check_block(block, seen, counts, triggers):
    """Return the errors of one report."""
    lines = block.strip("\n").split("\n")
    head = {}
    while lines and lines[0].startswith("# "):
        key, _, value = lines.pop(0)[2:].partition(": ")
        head[key] = value.strip()
    errors = [f"header lacks {k}" for k in ("id", "published", "outlet-kind") if not head.get(k)]
    name = head.get("id", "?")
    if name in seen:
        errors.append("id used twice")
    seen.add(name)
    try:
        datetime.date.fromisoformat(head.get("published", ""))
    except ValueError:
        errors.append("bad date")
    text = "\n".join(lines)
    for mark in MARK.finditer(text):
        quote, *labels = mark.group(1).split("|")
        if not labels:
            errors.append(f"mark without label: {quote!r}")
        if not quote or quote != quote.strip() or "\n" in quote:
            errors.append(f"bad quote {quote!r}")
        errors += filter(None, (check_label(label, quote, counts, triggers) for label in labels))
    plain = MARK.sub(lambda m: m.group(1).split("|")[0], text)
    if re.search(r"[{}|]", plain):
        errors.append("stray brace or bar: " + repr(re.search(r".{0,30}[{}|].{0,30}", plain).group()))
    counts["size"]["reports"] += 1
    counts["size"]["words"] += len(plain.split())
    return [f"{name}: {e}" for e in errors]


def main():
    counts = collections.defaultdict(collections.Counter)
    triggers = collections.defaultdict(set)
    seen, errors = set(), []
    for path in sorted(pathlib.Path(__file__).parent.glob("*.txt")):
        for block in re.split(r"(?m)^===$", path.read_text(encoding="utf-8")):
            if block.strip():
                errors += [f"{path.name}: {e}" for e in check_block(block, seen, counts, triggers)]
    for error in errors:
        print(error, file=sys.stderr)
    for name, counter in counts.items():
        print(f"{name}: " + ", ".join(f"{k} {v}" for k, v in counter.most_common()))
    print("distinct triggers: " + ", ".join(f"{k} {len(v)}" for k, v in sorted(triggers.items())))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
