#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Layout, layers, lengths, and clang-tidy over every C source; all findings are shown, the exit status is 1 when there is one.
#   tools/lint.sh [file.c …]     only these files for layout and tidy
# TIDY=0 leaves clang-tidy, which takes minutes, out. TIDY_FLAGS: what the compiler is given (make lint sets it). LINT_JOBS processes at a time (2). Files that passed clang-tidy are not looked
# at again until they, a header, or the checks change (build/.tidy).
set -uo pipefail
cd "$(dirname "$0")/.."
status=0
if [ $# -gt 0 ]; then files=("$@"); else mapfile -t files < <(find src tests fuzz tools -name '*.c' | sort); fi

echo "layout"
layout=$(clang-format-14 --dry-run -Werror "${files[@]}" 2>&1 | grep -E 'error:' | sed 's/ \[-Wclang-format-violations\]//' | sort -u -t: -k1,1)
[ -z "$layout" ] || { echo "$layout"; echo "make format sets it right"; status=1; }
echo "layers"
python3 tools/check_layers.py || status=1
echo "lengths"
python3 tools/check_lengths.py || status=1

if [ "${TIDY:-1}" = 0 ]; then
    [ $status = 0 ] && echo "lint: clean, but clang-tidy did not run"
    exit $status
fi
echo "clang-tidy"
mkdir -p build/.tidy
headers=$(cat .clang-tidy tools/banned.h $(find src include -name '*.h' | sort) | sha256sum)
tidy() {
    local mark
    mark=build/.tidy/$( (echo "$HEADERS $TIDY_FLAGS $1"; cat "$1") | sha256sum | cut -c1-40)
    [ -f "$mark" ] && return 0
    if out=$(clang-tidy-14 --quiet "$1" -- $TIDY_FLAGS 2> /dev/null); then
        touch "$mark"
    else
        grep -A1 'error:' <<< "$out"
        return 1
    fi
}
export -f tidy
export HEADERS=$headers TIDY_FLAGS=${TIDY_FLAGS:--std=c17 -D_GNU_SOURCE -Iinclude -Isrc}
printf '%s\n' "${files[@]}" | grep -v -e '^tests/' -e '/kernels_' | xargs -P "${LINT_JOBS:-2}" -I{} bash -c 'tidy "$1"' _ {} || status=1
[ $status = 0 ] && echo "lint: clean"
exit $status
