#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Speed and memory of `truce read` on one core: sentences a second over real reports, time to load, peak memory.
set -eu
truce=${TRUCE:-build/truce}
set_=../shared/corpora/conflict-news.jsonl
[ -f "$set_" ] || { echo "speed: skipped, no ../shared"; exit 0; }
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
head -n "${REPORTS:-300}" "$set_" > "$tmp/reports.jsonl"
printf '{"id":"one","published":"2016-05-01","text":"Rebels fired rockets on Sunday."}\n' > "$tmp/one.jsonl"
python3 - "$truce" "$tmp" <<'P'
import json, os, resource, subprocess, sys, time
truce, tmp = sys.argv[1:]
def run(name):
    t = time.time()
    p = subprocess.Popen([truce, 'read', '--json', '-j', '1', f'{tmp}/{name}.jsonl'], stdout=open(f'{tmp}/{name}.out', 'wb'))
    _, status, use = os.wait4(p.pid, 0)
    return time.time() - t, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024, status
load = min(run('one')[0] for _ in range(5))
wall, cpu, mb, status = run('reports')
n = sum(len(json.loads(l)['sentences']) for l in open(f'{tmp}/reports.out', encoding='utf-8'))
reports = sum(1 for _ in open(f'{tmp}/reports.out', encoding='utf-8'))
print(f'start, load and read one sentence   {1000 * load:8.0f} ms')
print(f'{reports} reports, {n} sentences on one core   {n / cpu:8.0f} sentences/s (CPU time)   {n / wall:8.0f} sentences/s (wall)')
print(f'peak memory                         {mb:8.0f} MB')
sys.exit(status != 0)
P
