/* SPDX-License-Identifier: Apache-2.0 */
/* truce import: coded events into the ledger, place names into an image of places. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/blob.h"
#include "cli/ask.h"
#include "knowledge/gazetteer_write.h"
#include "ledger/import.h"

struct options {
    struct tr_ask_options ask;
    const char *output;
};

static const struct tr_opt opts[] = {
    { 'l', "ledger", TR_OPT_STRING, "PATH", "the ledger that takes the rows (default: $TRUCE_LEDGER, else truce.ledger here)",
      offsetof(struct options, ask.ledger), 0, 0 },
    { 'o', "output", TR_OPT_STRING, "DIR", "of geonames: where places.img is written", offsetof(struct options, output), 0, 0 },
    { 'q', "quiet", TR_OPT_FLAG, NULL, "no progress, no summary", offsetof(struct options, ask.quiet), 0, 0 },
    { 0 },
};

/* One file being read, and what the user sees of it. */
struct source {
    int fd;
    struct tr_progress progress;
    uint64_t bytes;
    double started;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static ptrdiff_t read_bytes(void *ctx, char *buf, size_t n)
{
    struct source *s = ctx;
    ssize_t got;
    do got = read(s->fd, buf, n);
    while (got < 0 && errno == EINTR);
    return got;
}

static void tell_bad(void *ctx, const struct tr_err *why)
{
    struct source *s = ctx;
    tr_progress_clear(&s->progress);
    tr_complain("%s", why->msg);
}

static void step(void *ctx, uint64_t rows, uint64_t bytes)
{
    struct source *s = ctx;
    (void)rows;
    tr_progress_step(&s->progress, bytes - s->bytes);
    s->bytes = bytes;
}

static bool open_source(struct source *s, const char *path, bool quiet)
{
    struct stat st;
    *s = (struct source){ .fd = strcmp(path, "-") != 0 ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO, .started = now() };
    if (s->fd < 0 || fstat(s->fd, &st)) {
        tr_complain("%s: %s", path, strerror(errno));
        return false;
    }
    if (S_ISDIR(st.st_mode)) {
        tr_complain("%s: is a folder; name its files", path);
        close(s->fd);
        return false;
    }
    tr_progress_start(&s->progress, S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0, !quiet);
    s->progress.noun = "rows";
    return true;
}

static void close_source(struct source *s)
{
    tr_progress_clear(&s->progress);
    if (s->fd != STDIN_FILENO) close(s->fd);
}

/* --- events ----------------------------------------------------------------------------------------------------------- */

static bool import_events(struct tr_ledger *l, const struct tr_knowledge *k, const struct tr_import_format *f, const char *path, bool quiet,
                          struct tr_import_counts *all)
{
    struct source s;
    struct tr_import_counts c;
    struct tr_err err = { 0 };
    if (!open_source(&s, path, quiet)) return false;
    struct tr_import_how how = { .format = f,
                                 .know = k,
                                 .name = strcmp(path, "-") != 0 ? path : "standard input",
                                 .obtained = tr_instant_now(),
                                 .ctx = &s,
                                 .bad = tell_bad,
                                 .step = step };
    int rc = tr_import_table(l, &how, read_bytes, &s, &c, &err);
    close_source(&s);
    if (rc) tr_complain("%s", err.msg);
    if (!quiet) {
        double spent = now() - s.started;
        uint64_t rows = c.fresh + c.revised + c.known + c.bad;
        printf("%s: %llu rows in %.1f s: %llu new, %llu revised, %llu known, %llu left out%s", how.name, (unsigned long long)rows, spent,
               (unsigned long long)c.fresh, (unsigned long long)c.revised, (unsigned long long)c.known, (unsigned long long)c.bad,
               c.odd ? "" : "\n");
        if (c.odd) printf("; %llu taken though they are odd\n", (unsigned long long)c.odd);
    }
    all->fresh += c.fresh, all->revised += c.revised, all->known += c.known, all->bad += c.bad;
    return !rc;
}

static int run_events(const struct options *o, const struct tr_import_format *f, char **paths, int n)
{
    struct tr_ledger *l = NULL;
    struct tr_knowledge *k = NULL;
    struct tr_err err = { 0 };
    struct tr_import_counts all = { 0 };
    bool ok = true;
    if (tr_knowledge_open(&k, &err) || tr_ledger_open(tr_ask_path(&o->ask), TR_LEDGER_WRITE, &l, &err)) {
        tr_complain("%s", err.msg);
        tr_knowledge_close(k);
        return TR_EXIT_NONE;
    }
    tr_ledger_knowledge(l, k);
    for (int i = 0; i < n; i++) ok = import_events(l, k, f, paths[i], o->ask.quiet, &all) && ok;
    tr_ledger_close(l);
    tr_knowledge_close(k);
    if (ok && !all.bad) return TR_EXIT_OK;
    return all.fresh + all.revised + all.known ? TR_EXIT_SOME : TR_EXIT_NONE;
}

/* --- places ----------------------------------------------------------------------------------------------------------- */

static bool import_places(struct tr_gaz_more *m, const char *path, bool units, bool quiet, struct tr_geonames_counts *c)
{
    struct source s;
    struct tr_err err = { 0 };
    if (!open_source(&s, path, quiet)) return false;
    struct tr_import_how how = { .name = path, .ctx = &s, .bad = tell_bad, .step = step };
    int rc = tr_import_geonames(m, units, &how, read_bytes, &s, c, &err);
    close_source(&s);
    if (rc) tr_complain("%s", err.msg);
    return !rc;
}

static bool put_file(void *ctx, tr_str bytes)
{
    return fwrite(bytes.p, 1, bytes.n, ctx) == bytes.n;
}

/* Beside the target first: a place image is never half there. */
static int write_places(struct tr_gaz_more *m, const char *dir, struct tr_err *err)
{
    char path[4096], part[4110];
    if (snprintf(path, sizeof path, "%s/places.img", dir) >= (int)sizeof path)
        return tr_fail(err, TR_E_USAGE, "%s: the path is too long", dir);
    snprintf(part, sizeof part, "%s.part", path);
    if (mkdir(dir, 0777) && errno != EEXIST) return tr_fail(err, TR_E_IO, "%s: %s", dir, strerror(errno));
    FILE *f = fopen(part, "wb");
    if (!f) return tr_fail(err, TR_E_IO, "%s: %s", part, strerror(errno));
    int rc = tr_gaz_more_write(m, put_file, f, err);
    if (fflush(f) || fsync(fileno(f))) rc = rc ? rc : tr_fail(err, TR_E_IO, "%s: %s", part, strerror(errno));
    fclose(f);
    if (!rc && rename(part, path)) rc = tr_fail(err, TR_E_IO, "%s: %s", path, strerror(errno));
    if (rc) unlink(part);
    return rc;
}

static int run_places(const struct options *o, char **paths, int n)
{
    struct tr_gaz_more *m;
    struct tr_err err = { 0 };
    struct tr_geonames_counts c = { 0 };
    tr_str image;
    bool ok = true;
    for (int i = 0; i < n; i++) {
        if (strcmp(paths[i], "-") != 0) continue;
        tr_complain("import geonames reads its files twice, which standard input cannot give: save the dump to a file");
        return TR_EXIT_USAGE;
    }
    if (!o->output) {
        tr_complain("import geonames needs -o DIR: places.img is written there, and TRUCE_DATA=DIR uses it");
        return TR_EXIT_USAGE;
    }
    if (!tr_blob_find("places.img", &image)) image = TR_STR("");
    if (tr_gaz_more_new(image, &m, &err)) {
        tr_complain("%s", err.msg);
        return TR_EXIT_NONE;
    }
    for (int i = 0; i < n && ok; i++) ok = import_places(m, paths[i], true, o->ask.quiet, &c);
    for (int i = 0; i < n && ok; i++) ok = import_places(m, paths[i], false, o->ask.quiet, &c);
    if (ok && !c.taken) {
        tr_complain("no place was taken: are these dumps of GeoNames (allCountries.txt, SY.txt)?");
        ok = false;
    } else if (ok && write_places(m, o->output, &err)) {
        tr_complain("%s", err.msg);
        ok = false;
    }
    struct tr_gaz_told told = tr_gaz_more_told(m);
    if (ok && !o->ask.quiet)
        printf(
            "%s/places.img: %llu rows: %u new places, %u known, %llu of kinds that reports do not name, %llu left out\nuse it with TRUCE_DATA=%s\n",
            o->output, (unsigned long long)c.rows, told.fresh, told.known, (unsigned long long)c.passed_over, (unsigned long long)c.bad,
            o->output);
    tr_gaz_more_free(m);
    return !ok ? TR_EXIT_NONE : c.bad ? TR_EXIT_SOME : TR_EXIT_OK;
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    int n = 0, rc;
    char **operands = calloc((size_t)argc + 1, sizeof *operands);
    if (!operands) return TR_EXIT_NONE;
    rc = tr_options(&tr_cmd_import, argc, argv, &o, operands, &n);
    if (rc) {
        rc = rc < 0 ? TR_EXIT_OK : rc;
        goto out;
    }
    const struct tr_import_format *f = n ? tr_import_find(tr_str_of(operands[0])) : NULL;
    bool places = n && !strcmp(operands[0], "geonames");
    if (!f && !places) {
        tr_complain("import what? truce import acled|ged|geonames FILE...; see truce import --help");
        rc = TR_EXIT_USAGE;
    } else if (n < 2) {
        tr_complain("import %s needs a file; see truce import --help", operands[0]);
        rc = TR_EXIT_USAGE;
    } else {
        rc = places ? run_places(&o, operands + 1, n - 1) : run_events(&o, f, operands + 1, n - 1);
    }
out:
    free(operands);
    return rc;
}

const struct tr_command tr_cmd_import = {
    .name = "import",
    .args = "[OPTION]... acled|ged|geonames FILE...",
    .summary = "take coded events (ACLED, UCDP GED) or place names (GeoNames) in",
    .help =
        "Takes tables of coded events into the ledger: each row becomes a report whose claims are its codes, with the record's bytes\n"
        "kept. Columns are found by the names in the header, in any order. A bad row is told with its line and left out; none of the\n"
        "others is lost. Rows that are there already stay; a row that its publisher changed becomes a revision. - is standard input.\n\n"
        "  truce import acled acled-syria.csv               columns as ACLED exports them\n"
        "  truce import ged --ledger syria.ledger ged.csv   UCDP Georeferenced Event Dataset\n\n"
        "GeoNames dumps (allCountries.txt, SY.txt: tabs, no header) are added to the places that the program carries, and written as\n"
        "an image that TRUCE_DATA=DIR uses:\n\n"
        "  truce import geonames SY.txt IQ.txt -o places\n"
        "  TRUCE_DATA=places truce read report.txt\n\n"
        "What each column becomes: docs/FORMATS.md. Exit status: 0 all rows were taken, 3 some were left out, 1 none was taken.",
    .opts = opts,
    .run = run,
};
