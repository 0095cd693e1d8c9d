#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# make demo: reads all demo reports, shows three of them read, keeps them in a ledger of the demo's own, and asks it what a monitor asks.
set -eu
truce=${1:-build/truce}
out=build/demo
ledger=$out/demo.ledger
mkdir -p "$out"
rm -f "$ledger" "$ledger"-*
say() { printf '\n\033[1m$ truce %s\033[0m\n' "$*" | if [ -t 1 ]; then cat; else sed 's/\x1b\[[0-9;]*m//g'; fi; }
ask() {
    say "$@"
    "$truce" "$@" --ledger "$ledger"
}

echo "Fifteen short reports of Syria, February to May 2016, by six outlets and monitors that disagree: demo/reports/"
echo "Three of them, as \`truce read\` shows them:"
say read demo/reports/2016-04-29-al-quds-50.html demo/reports/2016-04-30-silence-holds.html demo/reports/2016-05-01-state-rockets.txt
"$truce" read demo/reports/2016-04-29-al-quds-50.html demo/reports/2016-04-30-silence-holds.html demo/reports/2016-05-01-state-rockets.txt

printf '\nAll of them go into a ledger: %s\n' "$ledger"
ask add demo/reports
ask verify
printf '\nWho counts how many dead in Aleppo since 22 April, and in which sentence?\n'
ask tally --place Aleppo --since 2016-04-22 --by source
printf '\nWhich incidents fell under which truce?\n'
ask findings --since 2016-04-22 --place Syria
printf '\nWhat did Russia want, and when did that change?\n'
ask positions --by Russia
printf '\nHad the silence of 30 April covered Aleppo since 22 April:\n'
ask whatif --agreement syria-silence-2016-04-30 --add-territory "Aleppo Governorate" --since 2016-04-22
printf '\nAll of that as one document, to hand on:\n'
for kind in pdf html md; do ask brief --place Aleppo --since 2016-04-22 --until 2016-05-10 -o "$out/aleppo.$kind"; done
ls -l "$out"/aleppo.*
