#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page in Debian's Chromium (tests/web/page.mjs), over the demo ledger and two reports of its own, one hostile, one in Arabic. Without Chromium, Node.js or the npm
packages of group test it checks only that the page is in the program, and says so."""
import gzip, json, os, re, secrets, shutil, subprocess, sys, tempfile, urllib.request

TRUCE = os.path.abspath(os.environ.get('TRUCE', 'build/truce'))
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
ASSETS = ['', 'app.js', 'app.css', 'chart.js', 'map.js', 'map-shared.js', 'map-worker.js', 'world.json', 'icon.svg']
OWN = [{'id': 'hostile', 'published': '2016-05-02', 'outlet': '"><script>alert(1)</script>', 'title': '<img src=x onerror=alert(1)> 7 killed in Idlib',
        'text': '<img src=x onerror=alert(1)> Seven civilians were killed when warplanes bombed a market in Idlib on Sunday, the Syrian Observatory for Human Rights said.'},
       {'id': 'arabic', 'published': '2016-05-02', 'outlet': 'وكالة', 'title': 'مقتل سبعة مدنيين في حلب', 'text': 'قتل سبعة مدنيين في حلب يوم الأحد.'}]


def truce(*args, stdin=None):
    subprocess.run([TRUCE, *args], input=stdin, check=True, stdout=subprocess.DEVNULL, timeout=120)


def fetch(base, path):
    with urllib.request.urlopen(urllib.request.Request(base + '/' + path, headers={'Accept-Encoding': 'gzip'}), timeout=20) as r:
        return r.read(), r.headers


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as work:
        ledger, password = os.path.join(work, 'x.ledger'), secrets.token_hex(12)
        truce('add', '--quiet', '--ledger', ledger, os.path.join(ROOT, 'demo', 'reports'))
        own = os.path.join(work, 'own.jsonl')
        with open(own, 'w') as f: f.writelines(json.dumps(x) + '\n' for x in OWN)
        truce('add', '--quiet', '--ledger', ledger, own)
        truce('users', 'add', 'amal', '--role', 'analyst', '--password-stdin', '--ledger', ledger, stdin=password.encode() + b'\n')
        server = subprocess.Popen([TRUCE, 'serve', '--ledger', ledger, '--port', '0', '--public', '--rate', '0'], stdout=subprocess.PIPE)
        try:
            base = re.search(r'http://127\.0\.0\.1:\d+', server.stdout.readline().decode()).group(0)
            size = 0
            for a in ASSETS:
                body, headers = fetch(base, a)
                size += len(body if headers.get('Content-Encoding') == 'gzip' else gzip.compress(body, 9))
                assert "script-src 'self'" in headers['Content-Security-Policy']
            print(f'# the whole page, map library included: {size} bytes gzipped')
            if size < 600000: passed += 1
            else: failed += 1; print('not ok the page is over 600 kB')
            why = None if any(map(os.path.exists, ('/usr/bin/chromium', '/usr/bin/chromium-browser'))) else 'chromium is not installed (Debian package chromium)'
            if not shutil.which('node'): why = 'node is not installed'
            elif not os.path.isdir(os.path.join(ROOT, 'build/npm/node_modules/playwright-core')): why = 'npm packages of group test are not installed (tools/deps.sh test)'
            if why:
                print(f'# SKIPPED everything in a browser: {why}')
            else:
                p = subprocess.run(['node', os.path.join(ROOT, 'tests/web/page.mjs'), base], env={**os.environ, 'TRUCE_TEST_PASSWORD': password, 'TRUCE_TEST_DIR': work, 'TRUCE': TRUCE}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=500)
                out = p.stdout.decode()
                found = re.search(r'^(\d+) passed, (\d+) failed$', out, re.M)
                print(out[:found.start()] if found else out)
                passed += int(found.group(1)) if found else 0
                failed += int(found.group(2)) if found else 1
        finally:
            server.terminate()
            server.wait(20)
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__': sys.exit(main())
