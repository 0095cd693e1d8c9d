#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# truce serve under load, by wrk: small reads a second; tallies over a synthetic ledger of CLAIMS claims (1,000,000) with 32 clients, answers known (from the cache) and not.
# LEDGER: one that is there already. SECONDS_EACH (8) of load a row. --rate 0: the limit a client is left off, for all clients have one address here.
set -euo pipefail
cd "$(dirname "$0")/.."
truce=${TRUCE:-build/truce}
command -v wrk > /dev/null || { echo "server: skipped, wrk is not installed (make deps lists it)"; exit 0; }
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2> /dev/null; rm -rf "$dir"' EXIT
ledger=${LEDGER:-}
if [ -z "$ledger" ]; then
    make -s build/bench/ledger/fill
    ledger=$dir/bench.ledger
    build/bench/ledger/fill "$ledger" "${CLAIMS:-1000000}" "${SEED:-1}"
fi
"$truce" serve --ledger "$ledger" --port 0 --rate 0 --connections 4096 > "$dir/out" &
server=$!
for _ in $(seq 100); do grep -q listening "$dir/out" && break; sleep 0.1; done
at=$(sed -n 's/^listening on \(.*\)\/$/\1/p' "$dir/out")
[ -n "$at" ] || { echo "server: did not start"; exit 1; }

# Rows that begin with "known:" are asked for some seconds first: what is measured is the answers that are in the cache.
row() { # name, address or -, script
    local out
    case $1 in known:*) wrk -t2 -c8 -d"${WARM:-3}s" --timeout 30s ${3:+-s "$3"} "$at${2#-}" > /dev/null ;; esac
    out=$(wrk -t2 -c32 -d"${SECONDS_EACH:-8}s" --timeout 30s --latency ${3:+-s "$3"} "$at${2#-}")
    awk -v name="$1" '/Requests\/sec/ { r = $2 } $1 == "50%" { m = $2 } $1 == "99%" { p = $2 } /Non-2xx|Socket errors/ { bad = " " $0 }
        END { printf "%-62s %10.0f requests/s   p50 %9s   p99 %9s%s\n", name, r, m, p, bad }' <<< "$out"
}
claims=$(curl -s "$at/api/v1/about" | sed 's/.*"claims":\([0-9]*\).*/\1/')
echo "$claims claims, $(nproc) cores shared with wrk, load $(cut -d' ' -f1 /proc/loadavg)"
sed "s/CLAIMS/$claims/" bench/server/claims.lua > "$dir/claims.lua"
row "healthz" /healthz
row "one claim, always the same" /api/v1/claims/5
row "one claim, any of them" - "$dir/claims.lua"
row "known: tally of a governorate and month" "/api/v1/tallies?place=Aleppo+Governorate&since=2016-04-01&until=2016-04-30&figures=false"
WARM=10 row "known: tally of one of 70 governorates and months" - bench/server/tallies.lua
row "known: with every figure and sentence behind it (0.6 MB)" "/api/v1/tallies?place=Idlib+Governorate&since=2016-04-01&until=2016-04-30"
row "tally that nobody asked before" - bench/server/fresh.lua
grep -E 'VmHWM|VmRSS' "/proc/$server/status" | awk '{ printf "%s %.0f MB  ", $1, $2 / 1024 } END { print "" }'
