#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every figure of docs/ACCURACY.md: readings against the annotated reports, PLOVER records, words and trees from raw text, and what confidence means.
#   bench/readings.sh > docs/ACCURACY.md    (TRUCE=build/truce)
set -eu
truce=${TRUCE:-build/truce}
shared=../shared
[ -d "$shared/gold" ] || { echo "readings: skipped, no ../shared"; exit 0; }
block() { echo; echo '```'; "$@" 2> /dev/null; echo '```'; }
cat <<T
# How well Truce reads

Made by \`bench/readings.sh\` on $(date -u +%Y-%m-%d) at commit $(git rev-parse --short HEAD); the sets stand beside the repository and are not part of it.

## Readings of annotated reports (dev)

What counts as right is in the head of \`../shared/gold/score.py\`. No weights learn from these reports; rules and tables were developed with an eye on them, so
expect a little less on other text.
T
block python3 "$shared/gold/score.py" --truce "$truce"
echo; echo '## The reference report alone'
one=$(mktemp -d); trap 'rm -rf "$one"' EXIT
cp "$shared"/gold/dev/seed-aleppo.* "$one"
block python3 "$shared/gold/score.py" --truce "$truce" --set "$one"
cat <<T

## What confidence means

Claims of the dev reports by the confidence that they carry, and how many of them are right. The curves behind (\`src/reading/confidence.c\`) are fitted on annotated
reports that neither dev nor any weights share.
T
block python3 bench/accuracy/confidence.py --truce "$truce"
echo; echo '## PLOVER records (event type; one sentence each)'
block sh -c "python3 bench/accuracy/plover.py --records $shared/corpora/plover/gsr.json --truce $truce | tail -1"
cat <<T

## Words, sentences, trees from raw text

Universal Dependencies, CoNLL 2018 measures on the program's own output, dev sets.
T
block python3 training/evaluate.py --truce "$truce"
