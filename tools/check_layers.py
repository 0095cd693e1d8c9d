#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A folder of src/ uses only what stands before it (docs/ARCHITECTURE.md). Prints each include that breaks this; exit status 1 if any."""
import pathlib
import re
import sys

ORDER = ["base", "intake", "language", "knowledge", "reading", "ledger", "judging", "views", "server", "cli"]
# Beyond the order: intake stands on base alone, language and knowledge know neither each other nor intake, and views draw what was read,
# however it came in.
MAY = {layer: set(ORDER[: i + 1]) for i, layer in enumerate(ORDER)}
MAY["language"] = {"base", "language"}
MAY["knowledge"] = {"base", "knowledge"}
MAY["reading"] -= {"intake"}
# The public header speaks in the base's words, and everything behind the base may speak in the public header's.
PUBLIC = set(ORDER) - {"base"}
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')


def problems(path, layer):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        target = found.group(1)
        folder = target.split("/")[0] if "/" in target else ""
        if target == "truce.h":
            if layer not in PUBLIC:
                yield f"{path}:{number}: {layer}/ may not use the public header"
        elif not folder:
            yield f'{path}:{number}: "{target}": name the folder too, "{layer}/{target}"'
        elif folder not in MAY[layer]:
            yield f"{path}:{number}: {layer}/ may not use {folder}/"


def main():
    bad = []
    for path in sorted(pathlib.Path("src").rglob("*")):
        if path.suffix not in (".c", ".h"):
            continue
        layer = path.parts[1]
        if layer not in ORDER:
            bad.append(f"{path}: the folder has no place in the order: {', '.join(ORDER)}")
            continue
        bad.extend(problems(path, layer))
    for path in sorted(pathlib.Path("include").rglob("*.h")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = INCLUDE.match(line)
            if found and not found.group(1).startswith("base/"):
                bad.append(f"{path}:{number}: the public header may use base/ only")
    print("\n".join(bad), end="\n" if bad else "")
    return 1 if bad else 0


sys.exit(main())
