#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""truce brief as a colleague receives it: Markdown, a page that parses and asks for nothing, a PDF that opens and holds the same numbers; the same bytes twice."""
import html.parser, os, re, shutil, subprocess, sys, tempfile, unittest

TRUCE = os.environ.get('TRUCE', 'build/truce')
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
VOID = {'meta', 'br', 'img', 'link', 'input', 'hr', 'wbr'}
ASKED = ('--place', 'Aleppo', '--since', '2016-04-22', '--until', '2016-05-10')


class Page(html.parser.HTMLParser):
    """Balanced tags, the ids and where links lead."""
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.tags, self.problems, self.text, self.sources = [], [], [], set(), [], [], []
        self.feed(text)
        self.close()
        if self.open: self.problems.append('open at the end: %s' % self.open)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.tags.add(tag)
        if 'id' in a: self.ids.append(a['id'])
        if 'href' in a: self.links.append(a['href'])
        self.sources += [a[k] for k in ('src', 'srcset', 'data', 'action', 'poster') if k in a]
        self.problems += ['handler %s' % k for k in a if k.startswith('on')]
        if tag not in VOID: self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID: self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag: self.problems.append('</%s> closes %s' % (tag, self.open[-3:]))
        else: self.open.pop()

    def handle_data(self, data): self.text.append(data)


class Brief(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dir = tempfile.TemporaryDirectory()
        cls.ledger = os.path.join(cls.dir.name, 'demo.ledger')
        rc, _, err = cls.truce('add', os.path.join(ROOT, 'demo', 'reports'))
        assert rc == 0, err

    @classmethod
    def tearDownClass(cls): cls.dir.cleanup()

    @classmethod
    def truce(cls, command, *args, env=None):
        p = subprocess.run([TRUCE, command, '--ledger', cls.ledger, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, 'NO_COLOR': '1', **(env or {})})
        return p.returncode, p.stdout, p.stderr.decode('utf-8')

    def brief(self, name, *args):
        path = os.path.join(self.dir.name, name)
        rc, out, err = self.truce('brief', *args, '-o', path)
        self.assertEqual((rc, out), (0, b''), err)
        with open(path, 'rb') as f: return f.read()

    def test_markdown(self):
        md = self.brief('a.md', *ASKED).decode('utf-8')
        self.assertIn('# Situation report: Aleppo', md)
        self.assertIn('Period: 22 April 2016 to 10 May 2016', md)
        self.assertIn('~~at least 14 people~~', md)
        self.assertIn('27–55', md)
        refs = set(re.findall(r'\]\(#(ref-\d+)\)', md))
        anchors = re.findall(r'<a id="(ref-\d+)"></a>', md)
        self.assertTrue(refs <= set(anchors), refs - set(anchors))
        self.assertEqual(len(anchors), len(set(anchors)))
        self.assertRegex(md, r'(?m)^- \*\*\S+\*\* killed \\\[')
        for line in md.splitlines():
            if line.startswith('|'): self.assertTrue(line.rstrip().endswith('|'), line)

    def test_standard_output_is_markdown(self):
        rc, out, err = self.truce('brief', *ASKED)
        self.assertEqual((rc, err), (0, ''))
        self.assertEqual(out, self.brief('b.md', *ASKED))

    def test_html(self):
        text = self.brief('a.html', *ASKED).decode('utf-8')
        page = Page(text)
        self.assertEqual(page.problems, [])
        self.assertEqual(len(page.ids), len(set(page.ids)))
        inner = [l for l in page.links if l.startswith('#')]
        self.assertTrue(inner)
        self.assertEqual([l for l in inner if l[1:] not in page.ids], [])
        self.assertEqual([l for l in page.links if not l.startswith(('#', 'http://', 'https://'))], [])
        self.assertEqual(page.sources, [])
        self.assertFalse(page.tags & {'script', 'link', 'img', 'iframe', 'object', 'form'})
        self.assertIn("default-src 'none'", text)
        self.assertNotIn('@import', text)
        self.assertNotRegex(text, r'url\((?!#)')
        self.assertEqual(text.count('<svg'), 2)
        self.assertIn('prefers-color-scheme:dark', text)
        self.assertIn('@media print', text)
        self.assertIn('<s><bdi>at least 14 people</bdi></s>', text)
        self.assertRegex(text, r'<q dir="auto" lang="en">[^<]*<b>55</b>')

    def test_formats_agree(self):
        md, page = self.brief('c.md', *ASKED).decode('utf-8'), Page(self.brief('c.html', *ASKED).decode('utf-8'))
        killed = re.search(r'\*\*(\S+)\*\* killed', md).group(1)
        self.assertIn(killed, page.text)
        self.assertEqual(max(int(n) for n in re.findall(r'id="ref-(\d+)"', md)), sum(i.startswith('ref-') for i in page.ids))

    @unittest.skipUnless(shutil.which('pdftotext'), 'poppler-utils')
    def test_pdf(self):
        path = os.path.join(self.dir.name, 'a.pdf')
        self.assertTrue(self.brief('a.pdf', *ASKED).startswith(b'%PDF-1.5'))
        text = subprocess.run(['pdftotext', '-layout', path, '-'], stdout=subprocess.PIPE, check=True).stdout.decode('utf-8')
        md = self.brief('d.md', *ASKED).decode('utf-8')
        self.assertIn(re.search(r'\*\*(\S+)\*\* killed', md).group(1), text)
        self.assertIn('27–55', text)
        self.assertIn('Sentences behind the numbers', text)
        pages = text.count('\f')
        for n in range(1, pages + 1): self.assertIn('%d / %d' % (n, pages), text)
        flat = re.sub(r'\s+', ' ', text)
        self.assertIn('put the number of people killed in the strike on al-Quds hospital and the street beside it at 55.', flat)
        info = subprocess.run(['pdfinfo', '-isodates', path], stdout=subprocess.PIPE, check=True).stdout.decode('utf-8')
        self.assertRegex(info, r'Title: +Situation report: Aleppo')
        self.assertRegex(info, r'Tagged: +yes')
        self.assertRegex(info, r'Page size: .*A4')
        self.assertRegex(info, r'JavaScript: +no')
        # Its letters are in it.
        fonts = subprocess.run(['pdffonts', path], stdout=subprocess.PIPE, check=True).stdout.decode('utf-8').splitlines()[2:]
        self.assertTrue(fonts)
        self.assertTrue(all(' yes ' in f for f in fonts), fonts)

    def test_same_bytes(self):
        for kind in ('md', 'html', 'pdf'):
            self.assertEqual(self.brief('e.' + kind, *ASKED), self.brief('f.' + kind, *ASKED), kind)

    def test_empty(self):
        for kind in ('md', 'html', 'pdf'): self.assertTrue(self.brief('g.' + kind, '--place', 'Paris'))
        self.assertEqual(Page(self.brief('g.html', '--place', 'Paris').decode('utf-8')).problems, [])

    def test_agreement(self):
        md = self.brief('h.md', '--agreement', 'syria-cessation-2016-02-27', *ASKED).decode('utf-8')
        self.assertIn('### Cessation of hostilities in Syria', md)
        self.assertNotIn('### Regime of silence', md)
        self.assertIn('**violation alleged**', md)
        self.assertIn('agreement “syria', md)

    def test_usage(self):
        for args, word in ((('-o', os.path.join(self.dir.name, 'x.docx')), '--format'), (('--format', 'docx'), 'md, html or pdf'), (('--json',), 'truce export'), (('Aleppo',), '--place'),
                           (('--agreement', 'none-such'), 'truce agreements list')):
            rc, _, err = self.truce('brief', *args)
            self.assertEqual(rc, 2, args)
            self.assertIn(word, err)
        rc, _, err = self.truce('brief', '-o', os.path.join(self.dir.name, 'no', 'such', 'a.md'))
        self.assertEqual(rc, 1)
        self.assertIn('a.md', err)
        self.assertEqual([n for n in os.listdir(self.dir.name) if n.endswith('.part')], [])

    @unittest.skipUnless(os.path.exists('/dev/full'), '/dev/full')
    def test_full_disk(self):
        for kind in ('md', 'html', 'pdf'):
            rc, _, err = self.truce('brief', *ASKED, '--format', kind, '-o', '/dev/full')
            self.assertEqual(rc, 1)
            self.assertIn('disk full', err)

    def test_no_fonts(self):
        conf = os.path.join(self.dir.name, 'fonts.conf')
        with open(conf, 'w') as f: f.write('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
        rc, _, err = self.truce('brief', *ASKED, '-o', os.path.join(self.dir.name, 'n.pdf'), env={'FONTCONFIG_FILE': conf})
        self.assertEqual(rc, 1)
        self.assertIn('fonts-dejavu-core', err)
        self.assertFalse(os.path.exists(os.path.join(self.dir.name, 'n.pdf')))


if __name__ == '__main__':
    result = unittest.main(exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f'{result.testsRun - bad} passed, {bad} failed')
    sys.exit(bad > 0)
