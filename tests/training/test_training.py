#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What of the training code needs no package: the scores, the lemma scripts, words to pieces, spoilt text, silver labels, raw text of a treebank."""
import importlib.util, itertools, os, random, sys, tempfile, unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
sys.path.insert(0, os.path.join(ROOT, 'training'))
import augment, conllu_eval, data, evaluate, lemma, silver, text  # noqa: E402
from data import Sentence, Word  # noqa: E402

GOLD = [['1 They they PRON PRP _ 4 nsubj:pass _ _', '2-3 cannot _ _ _ _ _ _ _ _', '2 can can AUX MD _ 4 aux _ _', '3 not not PART RB _ 4 advmod _ _', '4 leave leave VERB VB _ 0 root _ _'],
        ['1 Stop stop VERB VB _ 0 root _ SpaceAfter=No', '2 . . PUNCT . _ 1 punct _ _']]


def conllu(sentences):
    return '\n\n'.join('\n'.join(row.replace(' ', '\t') for row in s) for s in sentences) + '\n\n'


class Scores(unittest.TestCase):
    def analysis(self, sentences):
        with tempfile.NamedTemporaryFile('w', suffix='.conllu', delete=False) as f:
            f.write(conllu(sentences))
        self.addCleanup(os.remove, f.name)
        return conllu_eval.load(f.name)

    def score(self, sentences):
        return conllu_eval.evaluate(self.analysis(GOLD), self.analysis(sentences))

    def test_itself(self):
        self.assertTrue(all(v == 100 for v in self.score(GOLD).values()))

    def test_subtypes_count_only_in_full(self):
        s = self.score([[GOLD[0][0].replace(':pass', '')] + GOLD[0][1:], GOLD[1]])
        self.assertEqual(s['LAS'], 100)
        self.assertAlmostEqual(s['LAS-full'], 100 * 5 / 6)

    def test_another_cut(self):
        one = ['1 They they PRON PRP _ 2 nsubj _ _', '2 cannot cannot VERB VB _ 0 root _ _', '3 leave leave VERB VB _ 2 xcomp _ _']
        s = self.score([one, GOLD[1]])
        # Of 6 gold and 5 system words only four stand for one another; only the second sentence's hang right.
        self.assertAlmostEqual(s['Words'], 200 * 4 / 11)
        self.assertAlmostEqual(s['LAS'], 200 * 2 / 11)
        self.assertEqual(s['Sentences'], 100)

    def test_a_missed_end(self):
        joined = GOLD[0] + ['5 Stop stop VERB VB _ 4 parataxis _ SpaceAfter=No', '6 . . PUNCT . _ 5 punct _ _']
        s = self.score([joined])
        self.assertEqual(s['Sentences'], 0)
        self.assertAlmostEqual(s['LAS'], 100 * 5 / 6)

    def test_other_text(self):
        with self.assertRaises(ValueError):
            self.score([GOLD[0]])


class Words(unittest.TestCase):
    def test_lemma_scripts(self):
        for form, lem in (('They', 'they'), ('cities', 'city'), ('were', 'be'), ('Syria', 'Syria'), ('MEN', 'man'), ('n\'t', 'not'), ('', 'x')):
            self.assertEqual(lemma.apply(lemma.script(form, lem), form), lem)

    def test_pieces(self):
        p = text.Pieces(['[PAD]', 'truce', '##s', '.', 'ete'])
        self.assertEqual(p.word('Truces.'), [1, 2, 3])
        self.assertEqual(p.word('été'), [4])
        self.assertEqual(p.word('zzz'), [text.UNK])

    def test_shapes(self):
        self.assertEqual([text.shape(f) for f in ('army', 'Army', 'UN', 'A', 'iPad', '1,250', 'T-72', '...', 'حلب')], list(range(9)))

    def test_raw_text(self):
        rows = ['# newdoc id = a\n', '# newpar\n'] + conllu(GOLD).splitlines(True)
        self.assertEqual(evaluate.raw_text(rows), 'They cannot leave Stop.\n')


def sentence():
    rows = (('"', 6, 'PUNCT'), ('Warplanes', 3, 'NOUN'), ('hit', 0, 'VERB'), ('it', 3, 'PRON'), (',', 6, 'PUNCT'), ('said', 3, 'VERB'), ('.', 3, 'PUNCT'))
    return Sentence([Word(f, text.GAP_SPACE, upos=u, xpos=u, feats='_', lemma=f, head=h, deprel='dep', entity='O') for f, h, u in rows])


class Spoilt(unittest.TestCase):
    def test_heads_follow_the_words(self):
        for seed in range(300):
            rng = random.Random(seed)
            p = augment.dirty([sentence()], [sentence()], rng, 3.0)
            for s in p:
                heads = [w.head for w in s.words]
                self.assertEqual(heads.count(0), 1)
                self.assertTrue(all(0 <= h <= len(heads) for h in heads))
                verb = heads.index(0)
                self.assertEqual(s.words[verb].lemma, 'hit')
                self.assertEqual(next(w for w in s.words if w.lemma == 'Warplanes').head, verb + 1)

    def test_the_original_stays(self):
        s = sentence()
        augment.dirty([s], None, random.Random(1), 10.0)
        self.assertEqual([w.form for w in s.words], [w.form for w in sentence().words])

    def test_quotes_of_claims_stay(self):
        s = sentence()
        for w in s.words:
            w.fixed = True
        self.assertFalse(any(augment.drop(s, i) for i in range(len(s.words))))


@unittest.skipUnless(importlib.util.find_spec('numpy'), 'needs numpy, as training does')
class Trees(unittest.TestCase):
    def test_best_of_all_trees(self):
        import numpy as np
        from tree import decode
        rng = np.random.default_rng(5)
        for n in (1, 2, 3, 4):
            for _ in range(40):
                score = rng.normal(size=(n, n + 1))
                best = max(sum(score[d, h] for d, h in enumerate(heads)) for heads in itertools.product(range(n + 1), repeat=n) if self.is_tree(heads))
                got = decode(score)
                self.assertTrue(self.is_tree(got))
                self.assertAlmostEqual(sum(score[d, h] for d, h in enumerate(got)), best)

    def is_tree(self, heads):
        def reaches_root(d):
            for _ in heads:
                if heads[d] == 0:
                    return True
                d = heads[d] - 1
            return False

        return list(heads).count(0) == 1 and all(reaches_root(d) for d in range(len(heads)))


class Silver(unittest.TestCase):
    def test_only_what_is_sure(self):
        word = Word('air', claim={'event': 'ASSAULT'}, fixed=True)
        cols = ['air', 'NOUN', 'NN', 'Number=Sing', '2', 'compound', '_', '_']
        sure = {'lemma': 0.9, 'upos': 0.9, 'xpos': 0.5, 'feats': 0.9, 'head': 0.4, 'deprel': 0.9, 'entity': 0.9}
        got = silver.label([[(word, cols, sure)]])[0].words[0]
        self.assertEqual((got.upos, got.xpos, got.head, got.entity, got.silver), ('NOUN', None, None, 'O', True))
        self.assertEqual((got.claim, got.fixed, word.silver), ({'event': 'ASSAULT'}, True, False))


if __name__ == '__main__':
    result = unittest.main(exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f'{result.testsRun - bad} passed, {bad} failed')
    sys.exit(bad > 0)
