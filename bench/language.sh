#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The language stage alone: scores from raw text on the treebanks' dev sets, sentences a second of one core on news, and the products of the
# encoder against oneDNN. The corpora are not part of the repository: CORPORA (../shared/corpora).
set -euo pipefail
cd "$(dirname "$0")/.."
corpora=${CORPORA:-../shared/corpora}
weights=${WEIGHTS:-model/english.weights}
make -s build/bench/language/conllu build/bench/language/products
tool=build/bench/language/conllu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for set in ewt gum; do
    gold=$corpora/ud-$set/dev.conllu
    [ -f "$gold" ] || continue
    python3 bench/language/raw_text.py "$gold" > "$work/$set.txt"
    $tool "$weights" "$work/$set.txt" > "$work/$set.conllu"
    echo "$set dev from raw text: $(python3 training/conllu_eval.py "$gold" "$work/$set.conllu" | tr -s ' \n' ' ')"
done
if [ -f "$corpora/conflict-news.jsonl" ]; then
    python3 - "$corpora/conflict-news.jsonl" "$work" << 'PY'
import json, sys
for i, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    if i % 10 == 0:
        with open(f"{sys.argv[2]}/{i:04d}.news", "w", encoding="utf-8") as f:
            f.write(json.loads(line)["text"])
PY
    $tool -t "$weights" "$work"/*.news
    # What a processor without VNNI would do, on a tenth of it.
    $tool -t -k avx2 "$weights" "$work"/*00.news || true
fi
OMP_NUM_THREADS=1 build/bench/language/products
