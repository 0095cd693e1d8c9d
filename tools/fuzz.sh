#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs every fuzzer for some seconds, all at once, from our seeds and what earlier runs found; stops with status 1 when one finds a fault.
#   tools/fuzz.sh BUILD SECONDS [name …]
# The inputs that break something lie in BUILD/found/; after the repair they go to fuzz/regressions/NAME/, which make test reads again.
set -uo pipefail
build=$1 seconds=$2
shift 2
names=("$@")
[ ${#names[@]} -gt 0 ] || mapfile -t names < <(ls fuzz/fuzz_*.c | sed 's/.*fuzz_\(.*\)\.c/\1/')
mkdir -p "$build/found"
pids=()
for name in "${names[@]}"; do
    mkdir -p "$build/corpus/$name" "fuzz/regressions/$name"
    ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 "$build/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=30 -rss_limit_mb=4096 -max_len=65536 \
        -print_final_stats=1 -dict="fuzz/$name.dict" -artifact_prefix="$build/found/$name-" \
        "$build/corpus/$name" "fuzz/seeds/$name" "fuzz/regressions/$name" > "$build/fuzz_$name.log" 2>&1 &
    pids+=($!)
done
status=0
for i in "${!names[@]}"; do
    log=$build/fuzz_${names[$i]}.log
    if wait "${pids[$i]}"; then
        echo "${names[$i]}: clean, $(grep -o 'stat::number_of_executed_units: *[0-9]*' "$log" | grep -o '[0-9]*$') inputs in $seconds s"
    else
        echo "${names[$i]}: FAULT; see $log"
        grep -E 'ERROR|SUMMARY|runtime error|fuzz_|artifact|Test unit' "$log" | head -12
        status=1
    fi
done
exit $status
