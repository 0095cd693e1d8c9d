# SPDX-License-Identifier: Apache-2.0
"""The raw text of a CoNLL-U file: what its words spell with the spaces that SpaceAfter leaves, a blank line between paragraphs and documents.

    python3 raw_text.py FILE.conllu > FILE.txt
"""
import sys


def spelt(rows):
    out, until = "", 0
    for cols in rows:
        if "." in cols[0]:
            continue
        if "-" in cols[0]:
            until = int(cols[0].split("-")[1])
        elif int(cols[0]) <= until:
            continue
        out += cols[1] + ("" if "SpaceAfter=No" in cols[9].split("|") else " ")
    return out


def text_of(lines):
    text, rows, paragraph = "", [], True
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("# newdoc") or line.startswith("# newpar") and not line.startswith("# newpar_block"):
            paragraph = True
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            if paragraph and text:
                text = text.rstrip() + "\n\n"
            text += spelt(rows)
            rows, paragraph = [], False
    return text + (spelt(rows) if rows else "")


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as f:
        sys.stdout.write(text_of(f))
