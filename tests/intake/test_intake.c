/* SPDX-License-Identifier: Apache-2.0 */
/* Files, folders and records: every fixture is made here, in a folder of its own under TMPDIR. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "intake/intake.h"

#define LEN(x) (sizeof(x) / sizeof *(x))
/* A literal that may hold NULs, and how long it is. */
#define BYTES(literal) literal, sizeof(literal) - 1

struct world {
    char dir[200], path[300];
    struct tr_arena *a;
};

static int make_world(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    const char *tmp = getenv("TMPDIR");
    snprintf(w->dir, sizeof w->dir, "%s/truce-intake-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(w->dir)) return -1;
    w->a = tr_arena_new(512u << 20);
    *state = w;
    return w->a ? 0 : -1;
}

static int rm(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

static int drop_world(void **state)
{
    struct world *w = *state;
    nftw(w->dir, rm, 16, FTW_DEPTH | FTW_PHYS);
    tr_arena_free(w->a);
    free(w);
    return 0;
}

static const char *path_of(struct world *w, const char *name)
{
    snprintf(w->path, sizeof w->path, "%s/%s", w->dir, name);
    return w->path;
}

static void put_file(struct world *w, const char *name, const char *p, size_t n)
{
    FILE *f = fopen(path_of(w, name), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(p, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static struct tr_intake *open_path(const char *const *path)
{
    struct tr_intake *in;
    assert_int_equal(tr_intake_open(path, 1, NULL, &in, NULL), TR_OK);
    return in;
}

/* One document read from memory; the return code of tr_intake_memory. */
static int read_bytes(struct world *w, const char *p, size_t n, struct tr_input *out, struct tr_err *err)
{
    return tr_intake_memory((tr_str){ p, n }, "reports/memory.txt", NULL, w->a, out, err);
}

static bool says(const struct tr_input *in, const char *part)
{
    for (uint32_t i = 0; i < in->diags.list.n; i++) {
        if (tr_str_find(in->diags.list.v[i].text, tr_str_of(part)) >= 0) return true;
    }
    return false;
}

/* --- encodings --- */

static void encodings(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *utf8, *note;
    } t[] = {
        { BYTES("Shells fell.\n"), "Shells fell.\n", NULL },
        { BYTES("\xEF\xBB\xBFShells \xE2\x80\x94 fell."), "Shells \xE2\x80\x94 fell.", NULL },
        { BYTES("\xFF\xFE"
                "A\0l\0e\0p\0p\0o\0 \0\x14\x20"),
          "Aleppo \xE2\x80\x94", "UTF-16LE" },
        { BYTES("\xFE\xFF\0A\0l\0e\0p\0p\0o"), "Aleppo", "UTF-16BE" },
        { BYTES("A\0l\0e\0p\0p\0o\0 \0h\0o\0l\0d\0s\0.\0"), "Aleppo holds.", "UTF-16LE" },
        { BYTES("\0A\0l\0e\0p\0p\0o\0 \0h\0o\0l\0d\0s\0."), "Aleppo holds.", "UTF-16BE" },
        { BYTES("The \x93truce\x94 holds \x96 for now, the minister\x92s office said on Sunday."),
          "The \xE2\x80\x9Ctruce\xE2\x80\x9D holds \xE2\x80\x93 for now, the minister\xE2\x80\x99s office said on Sunday.",
          "windows-1252" },
        { BYTES("Fifty people died, 20 \x80 each caf\xE9"), "Fifty people died, 20 \xE2\x82\xAC each caf\xC3\xA9", "windows-1252" },
    };
    struct world *w = *state;
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_input in;
        assert_int_equal(read_bytes(w, t[i].bytes, t[i].n, &in, NULL), 1);
        assert_int_equal(in.text.n, strlen(t[i].utf8));
        assert_memory_equal(in.text.p, t[i].utf8, in.text.n);
        assert_int_equal(in.bytes, t[i].n);
        if (t[i].note) assert_true(says(&in, t[i].note));
    }
}

/* Longer text in alphabets of one byte a letter: told apart by statistics. The sentence is "a ceasefire was declared in the city on Sunday", thrice. */
static void alphabets(void **state)
{
    static const char russian[] =
        "\xD0\x92 \xD0\xB3\xD0\xBE\xD1\x80\xD0\xBE\xD0\xB4\xD0\xB5 \xD0\xBE\xD0\xB1\xD1\x8A\xD1\x8F\xD0\xB2\xD0\xBB\xD0\xB5\xD0\xBD\xD0\xBE \xD0\xBF\xD0\xB5\xD1\x80\xD0\xB5\xD0\xBC\xD0\xB8\xD1\x80\xD0\xB8\xD0\xB5 \xD0\xB2 \xD0\xB2\xD0\xBE\xD1\x81\xD0\xBA\xD1\x80\xD0\xB5\xD1\x81\xD0\xB5\xD0\xBD\xD1\x8C\xD0\xB5. ";
    /* The same letters in KOI8-R and Windows-1251, by the order of the alphabet from U+0430. */
    static const unsigned char koi8[32] = {
        0xC1, 0xC2, 0xD7, 0xC7, 0xC4, 0xC5, 0xD6, 0xDA, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF, 0xD0,
        0xD2, 0xD3, 0xD4, 0xD5, 0xC6, 0xC8, 0xC3, 0xDE, 0xDB, 0xDD, 0xDF, 0xD9, 0xD8, 0xDC, 0xC0, 0xD1
    };
    struct world *w = *state;
    for (int koi = 0; koi < 2; koi++) {
        char bytes[400], utf8[800];
        size_t n = 0, m = 0;
        for (int k = 0; k < 3; k++) {
            for (size_t i = 0; russian[i]; i++) {
                unsigned cp = (unsigned char)russian[i];
                utf8[m++] = russian[i];
                if (cp >= 0x80) {
                    cp = (cp & 0x1F) << 6 | ((unsigned char)russian[++i] & 0x3F);
                    utf8[m++] = russian[i];
                    unsigned letter = cp < 0x430 ? cp - 0x410 : cp - 0x430;
                    cp = koi ? (cp < 0x430 ? koi8[letter] + 0x20u : koi8[letter]) : letter + (cp < 0x430 ? 0xC0u : 0xE0u);
                }
                bytes[n++] = (char)cp;
            }
        }
        struct tr_input in;
        assert_int_equal(read_bytes(w, bytes, n, &in, NULL), 1);
        assert_true(says(&in, koi ? "KOI8-R" : "windows-1251"));
        assert_int_equal(in.text.n, m);
        assert_memory_equal(in.text.p, utf8, m);
        assert_true(tr_str_is(in.language, "ru"));
        assert_true(says(&in, "only English is read"));
    }
    /* Arabic in Windows-1256: "a truce was announced in the city of Aleppo today by the two sides". */
    static const char arabic[] =
        "\xC3\xDA\xE1\xE4\xCA \xE5\xCF\xE4\xC9 \xDD\xED \xE3\xCF\xED\xE4\xC9 \xCD\xE1\xC8 \xC7\xE1\xED\xE6\xE3 \xE3\xE4 \xDE\xC8\xE1 \xC7\xE1\xD8\xD1\xDD\xED\xE4. ";
    char twice[2 * sizeof arabic];
    size_t n = (size_t)snprintf(twice, sizeof twice, "%s%s", arabic, arabic);
    struct tr_input in;
    assert_int_equal(read_bytes(w, twice, n, &in, NULL), 1);
    assert_true(says(&in, "windows-1256"));
    assert_true(tr_str_is(in.language, "ar"));
}

/* --- bad input --- */

static void refusals(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *message;
    } t[] = {
        { BYTES(""), "is empty" },
        { BYTES(" \n\t\n"), "is empty" },
        { BYTES("\xEF\xBB\xBF"), "is empty" },
        { BYTES("%PDF-1.4\n"), "pdftotext" },
        { BYTES("PK\3\4zzzz"), "ZIP" },
        { BYTES("\x1f\x8b\x08zzz"), "gunzip" },
        { BYTES("\1\2\3\4\5\6\7\1\2\3\4\5\6\7\1\2\3"), "binary" },
        { BYTES("[]"), "holds no record" },
        { BYTES("{\"id\": \"a\"}"), "has no \"text\"" },
        { BYTES("{\"text\": 7}"), "has no \"text\"" },
        { BYTES("{\"text\": \"a\""), "is no JSON" },
        { BYTES("[{\"text\": \"a\""), "is no JSON" },
        { BYTES("<?xml version='1.0'?><rss><channel></channel></rss>"), "is a feed" },
        { BYTES("<html><body><script>x()</script></body></html>"), "no article text" },
    };
    struct world *w = *state;
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_input in;
        struct tr_err err = { 0 };
        int rc = read_bytes(w, t[i].bytes, t[i].n, &in, &err);
        if (i == 11) { /* the first record's fault, then the array's end */
            assert_int_equal(rc, TR_E_INPUT);
            assert_non_null(strstr(err.msg, "reports/memory.txt:1"));
        }
        assert_int_equal(rc, TR_E_INPUT);
        if (!strstr(err.msg, t[i].message)) fail_msg("\"%s\" does not say \"%s\"", err.msg, t[i].message);
        assert_non_null(strstr(err.msg, "reports/memory.txt"));
    }
}

static void damage_is_told_and_read(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *utf8, *diag;
        uint64_t byte;
    } t[] = {
        { BYTES("Talks in Gen\xC3\xA8ve \xE2\x80"), "Talks in Gen\xC3\xA8ve \xEF\xBF\xBD\xEF\xBF\xBD", "no UTF-8",
          17 }, /* cut within a character */
        { BYTES("Six were killed \xE2\x82"), "Six were killed \xEF\xBF\xBD\xEF\xBF\xBD", "no UTF-8", 16 },
        { BYTES("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 a\xFF"
                "b"),
          "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 a\xEF\xBF\xBD"
          "b",
          "no UTF-8", 12 },
        { BYTES("Six were killed\0 in Homs."), "Six were killed  in Homs.", "NUL", 15 },
    };
    struct world *w = *state;
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_input in;
        assert_int_equal(read_bytes(w, t[i].bytes, t[i].n, &in, NULL), 1);
        assert_int_equal(in.text.n, strlen(t[i].utf8));
        assert_memory_equal(in.text.p, t[i].utf8, in.text.n);
        bool told = false;
        for (uint32_t k = 0; k < in.diags.list.n; k++) {
            const struct tr_diag *d = &in.diags.list.v[k];
            told = told || (tr_str_find(d->text, tr_str_of(t[i].diag)) >= 0 && d->byte == t[i].byte && d->severity == TR_WARNING);
        }
        assert_true(told);
    }
}

static void a_hundred_megabytes_in_a_line(void **state)
{
    struct world *w = *state;
    enum { MEGA = 1 << 20 };
    char *mega = malloc(MEGA);
    memset(mega, 'a', MEGA);
    for (int i = 9; i < MEGA; i += 10) mega[i] = ' ';
    for (int json = 0; json < 2; json++) {
        FILE *f = fopen(path_of(w, json ? "long.jsonl" : "long.txt"), "wb");
        if (json) fputs("{\"text\": \"first\"}\n{\"text\": \"", f);
        for (int i = 0; i < 100; i++) assert_int_equal(fwrite(mega, 1, MEGA, f), MEGA);
        if (json) fputs("\"}\n{\"text\": \"third\"}\n", f);
        fclose(f);
        const char *path = w->path;
        struct tr_intake *in = open_path(&path);
        struct tr_input r;
        struct tr_err err;
        if (json) {
            assert_int_equal(tr_intake_next(in, w->a, &r, &err), 1);
            assert_int_equal(tr_intake_next(in, w->a, &r, &err), TR_E_LIMIT);
            assert_non_null(strstr(err.msg, "long.jsonl:2"));
            assert_int_equal(err.line, 2);
            assert_int_equal(tr_intake_next(in, w->a, &r, &err), 1);
            assert_true(tr_str_is(r.text, "third"));
            assert_int_equal(r.line, 3);
        } else {
            assert_int_equal(tr_intake_next(in, w->a, &r, &err), 1);
            assert_true(r.text.n <= 4u << 20 && r.text.n > 3u << 20);
            assert_true(r.bytes == 100u << 20);
            assert_true(says(&r, "only the first"));
        }
        assert_int_equal(tr_intake_next(in, w->a, &r, &err), 0);
        tr_intake_close(in);
        remove(path);
    }
    free(mega);
}

/* --- records --- */

static void lines_one_of_them_bad(void **state)
{
    static const char lines[] =
        "{\"id\": \"a\", \"outlet\": \"SANA\", \"published\": \"2016-05-01\", \"title\": \"T\", \"url\": \"http://example.org/1\", \"text\": \" First.\\n \"}\n"
        "\n"
        "{\"id\": 7, \"date\": \"Sun, 01 May 2016 10:00:00 +0000\", \"text\": \"Second \\u2014 done.\"}\r\n"
        "{\"id\": \"broken\", \"text\": \"x}\n"
        "[1]\n"
        "{\"published\": \"soon\", \"text\": \"Caf\xE9 hit.\"}";
    struct world *w = *state;
    put_file(w, "r.jsonl", lines, sizeof lines - 1);
    const char *path = w->path;
    struct tr_intake *in = open_path(&path);
    struct tr_input r;
    struct tr_err err;
    assert_int_equal(tr_intake_next(in, w->a, &r, &err), 1);
    assert_true(tr_str_is(r.id, "a") && tr_str_is(r.outlet, "SANA") && tr_str_is(r.title, "T") && tr_str_is(r.url, "http://example.org/1"));
    assert_true(tr_str_is(r.text, " First.\n ")); /* as given, to the byte */
    assert_int_equal(r.published, tr_date_of(2016, 5, 1));
    assert_int_equal(r.published_from, TRUCE_DATED_metadata);
    assert_int_equal(tr_intake_next(in, w->a, &r, &err), 1);
    assert_true(tr_str_is(r.id, "7") && tr_str_is(r.text, "Second \xE2\x80\x94 done."));
    assert_int_equal(r.published, tr_date_of(2016, 5, 1));
    assert_int_equal(r.line, 3);
    assert_int_equal(tr_intake_next(in, w->a, &r, &err), TR_E_INPUT);
    assert_int_equal(err.line, 4);
    assert_non_null(strstr(err.msg, "r.jsonl:4"));
    assert_int_equal(tr_intake_next(in, w->a, &r, &err), TR_E_INPUT);
    assert_non_null(strstr(err.msg, "is no object"));
    assert_int_equal(tr_intake_next(in, w->a, &r, &err), 1);
    assert_true(tr_str_is(r.id, "r#6") && tr_str_is(r.text, "Caf\xC3\xA9 hit."));
    assert_true(says(&r, "\"soon\" is no date"));
    assert_int_equal(r.published, TR_NO_DATE);
    assert_true(says(&r, "day of publication is unknown"));
    assert_int_equal(tr_intake_next(in, w->a, &r, &err), 0);
    tr_intake_close(in);
}

static void other_shapes_of_json(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *texts[3];
    } t[] = {
        { BYTES("{\n  \"text\": \"One } { [\",\n  \"id\": \"x\"\n}\n"), { "One } { [" } },
        { BYTES("[{\"text\": \"One\"}, {\"text\": \"Two \\\" ]\"},\n {\"text\": \"Three\"}]\n"), { "One", "Two \" ]", "Three" } },
        { BYTES("[\n {\n \"text\": \"One\"\n },\n {\n \"text\": \"Two\"\n }\n]"), { "One", "Two" } },
        { BYTES("{\"text\": \"One\"}{\"text\": \"Two\"}"), { "One", "Two" } },
        { BYTES("{\n\"text\": \"One\"\n}\n{\n\"text\": \"Two\"\n}\n"), { "One", "Two" } },
        { BYTES("\xEF\xBB\xBF{\"text\": \"One\"}\n{\"text\": \"Two\"}"), { "One", "Two" } },
        { BYTES("\xFF\xFE{\0\"\0t\0e\0x\0t\0\"\0:\0\"\0O\0n\0e\0\"\0}\0"), { "One" } },
    };
    struct world *w = *state;
    for (size_t i = 0; i < LEN(t); i++) {
        put_file(w, "j", t[i].bytes, t[i].n);
        const char *path = w->path;
        struct tr_intake *in = open_path(&path);
        struct tr_input r;
        struct tr_err err;
        for (size_t k = 0; k < 3 && t[i].texts[k]; k++) {
            int rc = tr_intake_next(in, w->a, &r, &err);
            if (rc != 1) fail_msg("shape %zu record %zu: %s", i, k, err.msg);
            assert_true(tr_str_is(r.text, t[i].texts[k]));
        }
        assert_int_equal(tr_intake_next(in, w->a, &r, &err), 0);
        tr_intake_close(in);
    }
}

/* --- files, folders, options --- */

static void folders_are_walked_in_order(void **state)
{
    struct world *w = *state;
    assert_int_equal(mkdir(path_of(w, "in"), 0700), 0);
    assert_int_equal(mkdir(path_of(w, "in/b"), 0700), 0);
    put_file(w, "in/c.txt", "Third report.", 13);
    put_file(w, "in/b/z.txt", "Second report.", 14);
    put_file(w, "in/a.b.txt", "First report.", 13);
    put_file(w, "in/.hidden", "Never read.", 11);
    put_file(w, "in/aa", "", 0);
    assert_int_equal(mkfifo(path_of(w, "in/pipe"), 0600), 0); /* must not be waited for */
    const char *path = path_of(w, "in");
    struct tr_intake *in = open_path(&path);
    struct tr_input r;
    struct tr_err err;
    static const char *const ids[] = { "a.b", NULL, "z", "c" };
    for (size_t i = 0; i < LEN(ids); i++) {
        int rc = tr_intake_next(in, w->a, &r, &err);
        assert_int_equal(rc, ids[i] ? 1 : TR_E_INPUT);
        if (ids[i]) assert_true(tr_str_is(r.id, ids[i]));
        else assert_non_null(strstr(err.msg, "in/aa: is empty"));
    }
    assert_int_equal(tr_intake_next(in, w->a, &r, &err), 0);
    assert_int_equal(tr_intake_next(in, w->a, &r, &err), 0);
    tr_intake_close(in);
}

static void what_cannot_be_opened(void **state)
{
    struct world *w = *state;
    put_file(w, "good.txt", "Good.", 5);
    char good[300], locked[300];
    snprintf(good, sizeof good, "%s", w->path);
    put_file(w, "locked.txt", "Locked.", 7);
    snprintf(locked, sizeof locked, "%s", w->path);
    chmod(locked, 0);
    const char *paths[] = { "/nonexistent/x.txt", locked, good };
    struct tr_intake *in;
    struct tr_input r;
    struct tr_err err;
    assert_int_equal(tr_intake_open(paths, 3, NULL, &in, &err), TR_OK);
    assert_int_equal(tr_intake_next(in, w->a, &r, &err), TR_E_IO);
    assert_non_null(strstr(err.msg, "/nonexistent/x.txt: cannot be opened"));
    assert_non_null(strstr(err.msg, "check the name"));
    int rc = tr_intake_next(in, w->a, &r, &err);
    if (geteuid() != 0) { /* root reads everything */
        assert_int_equal(rc, TR_E_IO);
        assert_non_null(strstr(err.msg, "chmod"));
    }
    assert_int_equal(tr_intake_next(in, w->a, &r, &err), 1);
    assert_int_equal(tr_intake_next(in, w->a, &r, &err), 0);
    tr_intake_close(in);
    chmod(locked, 0600);
}

static void options_come_first(void **state)
{
    struct world *w = *state;
    struct tr_intake_options opt = { .published = tr_date_of(2016, 5, 1), .outlet = TR_STR("Given") };
    struct tr_input r;
    static const char own[] = "{\"published\": \"2014-01-01\", \"outlet\": \"Own\", \"text\": \"KIEV, October 25, 2014 - Shelling.\"}";
    assert_int_equal(tr_intake_memory(tr_str_of(own), "x", &opt, w->a, &r, NULL), 1);
    assert_int_equal(r.published, opt.published);
    assert_int_equal(r.published_from, TRUCE_DATED_option);
    assert_true(tr_str_is(r.outlet, "Own"));
    assert_int_equal(tr_intake_memory(TR_STR("{\"text\": \"Shelling.\"}"), "x", &opt, w->a, &r, NULL), 1);
    assert_true(tr_str_is(r.outlet, "Given"));
    /* SHA-256 of "abc" is a known value. */
    assert_int_equal(tr_intake_memory(TR_STR("abc"), "x", &opt, w->a, &r, NULL), 1);
    assert_string_equal(r.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void languages(void **state)
{
    static const struct {
        const char *text, *language;
        bool warns;
    } t[] = {
        { "Shells fell on the eastern districts of the town on Sunday, and six people were killed.", "en", false },
        { "Des obus sont tomb\xC3\xA9s sur les quartiers est de la ville et six personnes ont perdu la vie, selon les secours.", "fr",
          true },
        { "Los proyectiles cayeron en los barrios del este y seis personas murieron por las heridas, dijo el hospital.", "es", true },
        { "Die Granaten schlugen in den Vierteln im Osten ein und sechs Menschen starben, sagte ein Arzt von der Klinik.", "de", true },
        { "\xD7\xA4\xD7\x92\xD7\x96\xD7\x99\xD7\x9D \xD7\xA0\xD7\xA4\xD7\x9C\xD7\x95 \xD7\x91\xD7\xA2\xD7\x99\xD7\xA8", "he", true },
        { "{\"text\": \"Shells fell.\", \"language\": \"en-US\"}", "en-US", false },
        { "253 49 95", "", false },
    };
    struct world *w = *state;
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_input in;
        assert_int_equal(read_bytes(w, t[i].text, strlen(t[i].text), &in, NULL), 1);
        if (!tr_str_is(in.language, t[i].language)) fail_msg("\"%s\" is taken for \"%.*s\"", t[i].text, TR_STR_ARG(in.language));
        assert_int_equal(says(&in, "only English is read"), t[i].warns);
    }
}

static void titles_and_ids(void **state)
{
    static const struct {
        const char *name, *text, *id, *title;
    } t[] = {
        { "a/b.c/report.2016.txt", "Truce holds\n\nIt held.", "report.2016", "Truce holds" },
        { ".hidden", "One line.", ".hidden", "" },
        { "x", "A sentence ends.\n\nMore.", "x", "" },
        { "x", "Two lines\nwithout a gap\n\nMore.", "x", "" },
    };
    struct world *w = *state;
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_input r;
        assert_int_equal(tr_intake_memory(tr_str_of(t[i].text), t[i].name, NULL, w->a, &r, NULL), 1);
        assert_true(tr_str_is(r.id, t[i].id));
        assert_true(tr_str_is(r.title, t[i].title));
        assert_true(tr_str_is(r.text, t[i].text));
    }
}

/* An arena too small for the report: the jump reaches the caller, and the intake goes on with the next one. */
static void exhaustion_is_survived(void **state)
{
    struct world *w = *state;
    char *big = malloc(300000);
    memset(big, 'x', 300000);
    put_file(w, "1.txt", big, 300000);
    put_file(w, "2.txt", "Small.", 6);
    free(big);
    struct tr_arena *a = tr_arena_new(100000);
    const char *path = w->dir;
    struct tr_intake *in = open_path(&path);
    volatile int jumps = 0, reports = 0;
    for (;;) {
        struct tr_input r;
        if (setjmp(*tr_arena_guard(a))) {
            jumps++;
            tr_arena_reset(a);
            continue;
        }
        if (tr_intake_next(in, a, &r, NULL) == 0) break;
        reports++;
    }
    tr_arena_unguard(a);
    tr_intake_close(in);
    tr_arena_free(a);
    assert_int_equal(jumps, 1);
    assert_int_equal(reports, 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_world, drop_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(encodings),
        TEST(alphabets),
        TEST(refusals),
        TEST(damage_is_told_and_read),
        TEST(a_hundred_megabytes_in_a_line),
        TEST(lines_one_of_them_bad),
        TEST(other_shapes_of_json),
        TEST(folders_are_walked_in_order),
        TEST(what_cannot_be_opened),
        TEST(options_come_first),
        TEST(languages),
        TEST(titles_and_ids),
        TEST(exhaustion_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
