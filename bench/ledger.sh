#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A synthetic ledger of CLAIMS claims (1,000,000): how fast it is filled, how large it is, how fast it answers and is proved. LEDGER_DIR: where it is made (a
# temporary folder). KEEP=1 leaves it there.
set -euo pipefail
cd "$(dirname "$0")/.."
make -s build/bench/ledger/fill build/bench/ledger/ask build/bench/judging/ask
dir=${LEDGER_DIR:-$(mktemp -d)}
[ "${KEEP:-0}" = 1 ] || trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir"
rm -f "$dir"/bench.ledger*
build/bench/ledger/fill "$dir/bench.ledger" "${CLAIMS:-1000000}" "${SEED:-1}"
build/bench/ledger/ask "$dir/bench.ledger" "${RUNS:-40}"
build/bench/judging/ask "$dir/bench.ledger" "${RUNS:-40}"
