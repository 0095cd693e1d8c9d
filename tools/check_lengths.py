#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Functions fit a screen: 90 in 100 have under 45 lines, none has over 100 unless tools/long_functions.txt says why; files have at most
600 lines. Also: every source begins with its SPDX line, and nothing mutable is static. Exit status 1 if not."""
import pathlib
import re
import sys

SCREEN, CEILING, FILE_CEILING = 45, 100, 600
SPDX = "/* SPDX-License-Identifier: Apache-2.0 */"
# A function's head begins at the margin and is no declaration; its body opens and closes at the margin.
HEAD = re.compile(r"^[A-Za-z_].*[A-Za-z_0-9]+\s*\(")
STATIC = re.compile(r"^\s*static\s+(?!inline\b)(?!_Noreturn\b)(?!_Thread_local\b)")


def functions(lines):
    start = None
    for number, line in enumerate(lines, 1):
        if HEAD.match(line) and not line.rstrip().endswith(";") and not line.startswith(("typedef", "#", "struct {", "enum {")):
            start, name = number, re.findall(r"([A-Za-z_0-9]+)\s*\(", line)[0]
        elif line.startswith("}") and start:
            yield name, start, number - start + 1
            start = None


def mutable_statics(path, lines):
    for number, line in enumerate(lines, 1):
        if not STATIC.match(line):
            continue
        declaration = line.split("=")[0]
        if "(" in declaration.split("[")[0] and "*const" not in declaration:
            continue  # a function
        if re.search(r"\bconst\b|\bpthread_once_t\b|_Atomic|\batomic_", line):
            continue
        if path.parts[0] == "src":
            yield f"{path}:{number}: a mutable static: hand it through the arguments"


def main():
    allowed = set()
    allow_file = pathlib.Path("tools/long_functions.txt")
    if allow_file.exists():
        allowed = {line.split()[0] for line in allow_file.read_text().splitlines() if line.strip() and not line.startswith("#")}
    bad, lengths = [], []
    for folder in ("src", "include", "tests", "fuzz", "tools"):
        for path in sorted(pathlib.Path(folder).rglob("*.[ch]")):
            lines = path.read_text(encoding="utf-8").splitlines()
            if not lines or lines[0] != SPDX:
                bad.append(f"{path}:1: must begin with {SPDX}")
            if path.parts[0] == "src" and len(lines) > FILE_CEILING:
                bad.append(f"{path}: {len(lines)} lines: split it, {FILE_CEILING} is the ceiling")
            bad.extend(mutable_statics(path, lines))
            if path.suffix != ".c" or path.parts[0] != "src":
                continue
            for name, start, length in functions(lines):
                lengths.append(length)
                if length > CEILING and f"{path}:{name}" not in allowed:
                    bad.append(f"{path}:{start}: {name} has {length} lines: split it, or say why in {allow_file}")
    short = sum(n < SCREEN for n in lengths)
    if lengths and short * 100 < len(lengths) * 90:
        bad.append(f"only {short} of {len(lengths)} functions have under {SCREEN} lines: 90 in 100 should")
    print("\n".join(bad), end="\n" if bad else "")
    return 1 if bad else 0


sys.exit(main())
