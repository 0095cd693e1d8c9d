#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Event types on the gold standard records of PLOVER (gsr.json, which is not part of this project).

    plover.py --records gsr.json [--truce build/truce] [-v]

Each record is one sentence with one type. A record is found when any event that `truce read --json` tells of the sentence has its
type; precision counts records of which anything was told. Records carry the ontology's older names; they are read as its present ones.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile

# Names that the 2024 manual folded into others.
NOW = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT", "CRIME": "COERCE", "YIELD": "CONCEDE"}


def readings(truce, records):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False, encoding="utf-8") as f:
        for i, r in enumerate(records):
            row = {"id": str(i), "text": r["text"].strip("{}"), "published": r.get("date", "2000-01-01")}
            f.write(json.dumps(row, ensure_ascii=False) + "\n")
    try:
        out = subprocess.run([truce, "read", "--json", "--quiet", f.name], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    finally:
        os.unlink(f.name)
    told = {}
    for line in out.splitlines():
        r = json.loads(line)
        told[int(r["report"]["id"])] = [c["type"] for c in r["claims"] if c["kind"] == "event"]
    return told


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--records", required=True)
    ap.add_argument("--truce", default="build/truce")
    ap.add_argument("-v", action="store_true", help="print each record that is missed")
    a = ap.parse_args()
    records = json.load(open(a.records, encoding="utf-8"))
    told = readings(a.truce, records)
    if len(told) != len(records):
        sys.exit(f"{len(records)} records, {len(told)} readings")
    by = collections.defaultdict(collections.Counter)
    right = some = 0
    for i, r in enumerate(records):
        want = NOW.get(r["event"], r["event"])
        found = want in told[i]
        right += found
        some += bool(told[i])
        by[want]["right" if found else "wrong"] += 1
        if a.v and not found:
            print(f"{want:10s} told {','.join(told[i]) or '-':30s} {r['text'][:160]}")
    p, rc = 100 * right / max(1, some), 100 * right / len(records)
    f1 = 2 * p * rc / (p + rc) if p + rc else 0
    for t in sorted(by):
        print(f"{t:10s} {by[t]['right']:3d} of {by[t]['right'] + by[t]['wrong']:3d}")
    print(f"{len(records)} records  P {p:.1f} R {rc:.1f} F1 {f1:.1f}")


if __name__ == "__main__":
    main()
