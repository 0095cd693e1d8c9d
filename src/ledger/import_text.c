/* SPDX-License-Identifier: Apache-2.0 */
/* The fields of a row, and the text that a report is made of from them. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "ledger/import_int.h"

tr_str tr_draft_field(const struct tr_draft *d, int column)
{
    return tr_table_field(d->rec, d->im->column[column]);
}

int tr_draft_bad(struct tr_draft *d, int column, const char *what)
{
    tr_str v = tr_draft_field(d, column);
    return tr_fail_at(d->err, TR_E_INPUT, d->rec->byte, d->rec->line, TR_STR_FMT ":%u: %s \"%.*s\" %s", TR_STR_ARG(d->im->name),
                      d->rec->line, d->im->format->columns[column].name, (int)(v.n > 60 ? 60 : v.n), v.p, what);
}

int tr_draft_day(struct tr_draft *d, int column, tr_date *out)
{
    *out = TR_NO_DATE;
    if (tr_intake_date(tr_draft_field(d, column), out)) return TR_OK;
    return tr_draft_bad(d, column, "is no date: write it as YYYY-MM-DD");
}

int tr_draft_number(struct tr_draft *d, int column, int64_t low, int64_t high, int64_t *out)
{
    tr_str s = tr_draft_field(d, column);
    double real = 0;
    bool ok = tr_str_to_i64(s, out);
    if (!ok && tr_str_to_double(s, &real) && floor(real) == real && fabs(real) < 1e15) ok = true, *out = (int64_t)real;
    if (ok && *out >= low && *out <= high) return TR_OK;
    char what[100];
    snprintf(what, sizeof what, "is no whole number from %" PRId64 " to %" PRId64, low, high);
    return tr_draft_bad(d, column, what);
}

int tr_draft_point(struct tr_draft *d, int lat, int lon, struct truce_place *p)
{
    tr_str y = tr_draft_field(d, lat), x = tr_draft_field(d, lon);
    if (!y.n && !x.n) return TR_OK;
    if (!tr_str_to_double(y, &p->lat) || p->lat < -90 || p->lat > 90)
        return tr_draft_bad(d, lat, "is no latitude from -90 to 90, with a point for decimals");
    if (!tr_str_to_double(x, &p->lon) || p->lon < -180 || p->lon > 180)
        return tr_draft_bad(d, lon, "is no longitude from -180 to 180, with a point for decimals");
    p->located = true;
    return TR_OK;
}

tr_span tr_draft_put(struct tr_draft *d, tr_str s)
{
    uint32_t from = d->text.n;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        *tr_vec_push(d->a, &d->text) = c == '\n' || c == '\r' || c == '\t' ? ' ' : c; /* a row's line is one sentence */
    }
    return (tr_span){ from, d->text.n };
}

tr_span tr_draft_put_n(struct tr_draft *d, int64_t n)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRId64, n);
    return tr_draft_put(d, tr_str_of(digits));
}

void tr_draft_end(struct tr_draft *d)
{
    if (d->text.n > d->sentence_from) *tr_vec_push(d->a, &d->sentences) = (tr_span){ d->sentence_from, d->text.n };
    d->sentence_from = d->text.n;
}

/* Where a sentence of coders' prose ends: behind a full stop before a blank and a capital. Initials and "St." do not end one. */
static bool ends_here(tr_str s, size_t i)
{
    if (i + 2 >= s.n || (s.p[i] != '.' && s.p[i] != '?' && s.p[i] != '!') || s.p[i + 1] != ' ') return false;
    char next = s.p[i + 2];
    bool capital = (next >= 'A' && next <= 'Z') || next == '[' || next == '"';
    size_t word = i;
    while (word > 0 && s.p[word - 1] != ' ') word--;
    return capital && i - word > 2;
}

void tr_draft_prose(struct tr_draft *d, tr_str s)
{
    size_t from = 0;
    if (!s.n) return;
    for (size_t i = 0; i < s.n; i++) {
        if (!ends_here(s, i)) continue;
        tr_draft_put(d, tr_str_sub(s, from, i + 1));
        tr_draft_end(d);
        *tr_vec_push(d->a, &d->text) = ' ';
        d->sentence_from = d->text.n;
        from = i + 2;
    }
    tr_draft_put(d, tr_str_sub(s, from, s.n));
    tr_draft_end(d);
    *tr_vec_push(d->a, &d->text) = '\n';
    *tr_vec_push(d->a, &d->text) = '\n';
    d->sentence_from = d->text.n;
}

struct truce_claim *tr_draft_claim(struct tr_draft *d, enum truce_kind kind, tr_span span, const struct truce_place *place,
                                   const struct truce_time *time)
{
    const char **why = TR_NEW_N(d->a, const char *, 1);
    why[0] = d->im->format->why;
    struct truce_claim *c = tr_vec_push(d->a, &d->claims);
    *c = (struct truce_claim){ .id = d->claims.n - 1,
                               .kind = kind,
                               .span = span,
                               .sentence = d->sentences.n,
                               .word = UINT32_MAX,
                               .status = TRUCE_STATUS_actual,
                               .confidence = 1,
                               .why = why,
                               .n_why = 1,
                               .place = place,
                               .time = *time };
    if (kind == TRUCE_KIND_casualties) c->casualties.part_of = -1;
    return c;
}
