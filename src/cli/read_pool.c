/* SPDX-License-Identifier: Apache-2.0 */
/* truce read: each report is drawn by the thread that read it, and written in order. */
#include "cli/read_pool.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/pool.h"
#include "language/language.h"
#include "reading/reading.h"

struct run {
    const struct tr_read_how *how;
    struct tr_read_counts counts;
};

/* What one report became, waiting for its turn. */
struct drawn {
    struct tr_json json;
    struct tr_text text;
};

static void *drawn_new(void *ctx)
{
    (void)ctx;
    struct drawn *d = calloc(1, sizeof *d);
    if (d) tr_json_init(&d->json);
    return d;
}

static void drawn_free(void *own)
{
    struct drawn *d = own;
    tr_json_fini(&d->json);
    tr_text_fini(&d->text);
    free(d);
}

static void put_bytes(void *ctx, tr_str bytes)
{
    tr_text_put(ctx, bytes);
}

static void draw(void *ctx, struct tr_pool_one *o)
{
    const struct tr_read_how *how = ((struct run *)ctx)->how;
    const struct truce_reading *r = o->reading;
    struct drawn *d = o->own;
    tr_str json;
    tr_json_clear(&d->json);
    d->text.n = 0;
    d->text.failed = false;
    switch (how->format) {
    case TR_READ_JSON: tr_view_json(&d->json, r, how->terminal.only, how->layers); break;
    case TR_READ_CONLLU:
        tr_text_printf(&d->text, "# newdoc id = " TR_STR_FMT "\n", TR_STR_ARG(r->report.id));
        tr_conllu_write(r->inner->doc, o->arena, put_bytes, &d->text);
        break;
    case TR_READ_PAGE: tr_view_terminal(&d->text, r, &how->terminal); break;
    }
    if (!d->text.failed && (!d->json.n || tr_json_done(&d->json, &json))) return;
    o->reading = NULL;
    tr_fail(&o->err, TR_E_NOMEM, "no memory for the output; read fewer reports at once");
}

static void tell_diags(const struct tr_input *in)
{
    for (uint32_t i = 0; i < in->diags.list.n; i++) {
        const struct tr_diag *d = &in->diags.list.v[i];
        if (d->severity == TR_NOTE) continue;
        tr_complain(TR_STR_FMT ": " TR_STR_FMT, TR_STR_ARG(in->origin), TR_STR_ARG(d->text));
    }
}

static bool write_out(void *ctx, struct tr_pool_one *o)
{
    struct run *run = ctx;
    const struct drawn *d = o->own;
    if (!o->reading) {
        if (o->taken) tr_complain(TR_STR_FMT ": %s", TR_STR_ARG(o->input.origin), o->err.msg);
        else tr_complain("%s", o->err.msg);
        run->counts.failed++;
        return true;
    }
    run->counts.read++;
    if (run->how->format == TR_READ_PAGE && o->number) fputs("\n────────\n\n", stdout);
    if (d->json.n) {
        fwrite(d->json.p, 1, d->json.n, stdout);
        fputc('\n', stdout);
    }
    if (d->text.n) fwrite(d->text.p, 1, d->text.n, stdout);
    if (!run->how->quiet) tell_diags(&o->input);
    return true;
}

int tr_read_all(const char *const *paths, size_t n, const struct tr_read_how *how, struct tr_read_counts *counts, struct tr_err *err)
{
    struct run run = { .how = how };
    const struct tr_pool_hooks hooks = { .ctx = &run, .own_new = drawn_new, .own_free = drawn_free, .work = draw, .hand = write_out };
    const struct tr_pool_how pool = { .intake = how->intake, .jobs = how->jobs, .quiet = how->quiet };
    int rc = tr_pool_run(paths, n, &pool, &hooks, err);
    if (!rc && (fflush(stdout) || ferror(stdout))) rc = tr_fail(err, TR_E_IO, "standard output could not be written; is the disk full?");
    *counts = run.counts;
    return rc;
}
