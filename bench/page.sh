#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The page in Debian's Chromium (WebGL in software) over the demo ledger: first paint with an empty cache, and frames a second while the map is dragged with few and with
# 100,000 incidents. To hold on a quiet machine: first paint < 1000 ms, 30 frames/s. ONLY=paint or ONLY=pan does one of the two.
set -euo pipefail
cd "$(dirname "$0")/.."
truce=${TRUCE:-build/truce}
[ -x /usr/bin/chromium ] || { echo "page: skipped, chromium is not installed (make deps lists it)"; exit 0; }
[ -d build/npm/node_modules/playwright-core ] || { echo "page: skipped, npm packages of group test are not installed (tools/deps.sh test)"; exit 0; }
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2> /dev/null; rm -rf "$dir"' EXIT
"$truce" add --quiet --ledger "$dir/demo.ledger" demo/reports
"$truce" serve --ledger "$dir/demo.ledger" --port 0 --rate 0 > "$dir/out" &
server=$!
for _ in $(seq 100); do grep -q listening "$dir/out" && break; sleep 0.1; done
at=$(sed -n 's/^listening on \(.*\)\/$/\1/p' "$dir/out")
[ -n "$at" ] || { echo "page: did not start"; exit 1; }
echo "$(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg)"
node bench/page/measure.mjs "$at"
