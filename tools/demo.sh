#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# make demo: reads all demo reports, keeps what they say in build/demo/claims.jsonl, and shows three of them read.
set -eu
truce=${1:-build/truce}
out=build/demo
mkdir -p "$out"
echo "Fifteen short reports of Syria, February to May 2016, by six outlets and monitors that disagree: demo/reports/"
"$truce" read --json demo/reports > "$out/claims.jsonl"
count() { grep -o "\"kind\":\"$1\",\"span\"" "$out/claims.jsonl" | wc -l; }
printf '\n%s reports read: %s casualties, %s events, %s ceasefires, %s figures  ->  %s\n' "$(wc -l < "$out/claims.jsonl")" \
    "$(count casualties)" "$(count event)" "$(count ceasefire)" "$(count figure)" "$out/claims.jsonl"
echo "Three of them, as \`truce read\` shows them:"
echo
exec "$truce" read demo/reports/2016-04-29-al-quds-50.html demo/reports/2016-04-30-silence-holds.html demo/reports/2016-05-01-state-rockets.txt
