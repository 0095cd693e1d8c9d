#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs test programs (cmocka) and test scripts (*.py, whose last line is "N passed, N failed"); shows what fails; ends with one closing line.
#   tools/run_tests.sh WORKDIR PROGRAM…
# TESTS_JOBS programs at a time (2), each for at most TESTS_TIMEOUT seconds (600).
set -uo pipefail
work=$1
shift
mkdir -p "$work"

one() {
    local log status=0 ok bad
    log=$work/$(echo "$1" | tr / _).log
    if [[ $1 == *.py ]]; then
        timeout "${TESTS_TIMEOUT:-600}" python3 "$1" > "$log" 2>&1 || status=$?
        read -r ok bad < <(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed.*/\1 \2/p' "$log" | tail -1)
    else
        CMOCKA_MESSAGE_OUTPUT=TAP timeout "${TESTS_TIMEOUT:-600}" "$1" > "$log" 2>&1 || status=$?
        ok=$(grep -c '^ok [0-9]' "$log")
        bad=$(grep '^not ok [0-9]' "$log" | grep -vc '# SKIP')
    fi
    ok=${ok:-0} bad=${bad:-0}
    # A program that died, or that ran nothing, failed even when no test of its own says so.
    if [ "$status" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
    if [ "$ok" = 0 ] && [ "$bad" = 0 ]; then bad=1; fi
    echo "$ok $bad" > "$log.count"
    if [ "$bad" != 0 ]; then
        echo "FAILED $1 (exit status $status)"
        grep -v '^ok [0-9]' "$log" | tail -40 | sed 's/^/    /'
    else
        echo "ok     $1 ($ok)"
    fi
}
export -f one
export work
rm -f "$work"/*.count
printf '%s\n' "$@" | xargs -P "${TESTS_JOBS:-2}" -I{} bash -c 'one "$1"' _ {}
cat "$work"/*.count 2> /dev/null | awk '{ p += $1; f += $2 } END { printf "%d passed, %d failed\n", p, f; exit f > 0 || p == 0 }'
