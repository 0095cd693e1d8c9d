/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "base/utf8.h"
#include "views/views.h"

static const char *const kind_style[TRUCE_KIND_count] = { "", "\x1b[4;31m", "\x1b[4;33m", "\x1b[4;32m", "\x1b[4;36m" };
static const char *const kind_title[TRUCE_KIND_count] = { "", "CASUALTIES", "EVENTS", "CEASEFIRES", "FIGURES" };

/* Control bytes of a hostile report must not reach the terminal. */
static void put_clean(struct tr_text *out, tr_str s)
{
    size_t from = 0;
    for (size_t at = 0; at < s.n;) {
        size_t here = at;
        uint32_t cp = tr_utf8_next(s, &at);
        if (cp >= 0x20 && cp != 0x7f && !(cp >= 0x80 && cp < 0xa0) && !(cp >= 0x202a && cp <= 0x202e) && !(cp >= 0x2066 && cp <= 0x2069))
            continue;
        tr_text_put(out, tr_str_sub(s, from, here));
        tr_text_put(out, cp == '\t' ? TR_STR(" ") : TR_STR("\xef\xbf\xbd"));
        from = at;
    }
    tr_text_put(out, tr_str_sub(s, from, s.n));
}

struct painter {
    struct tr_text *out;
    const struct truce_reading *r;
    const struct tr_terminal *how;
    unsigned column;
    uint32_t next;                     /* first claim that has not begun yet */
    const struct truce_claim *open[8]; /* claims that are open here */
    int n_open;
};

static void put_mark(struct painter *p, const struct truce_claim *c, bool opens)
{
    char label[24];
    if (p->how->colour) {
        if (opens) {
            tr_text_put(p->out, tr_str_of(kind_style[c->kind]));
            return;
        }
        snprintf(label, sizeof label, "[%u]", c->id + 1);
        tr_text_printf(p->out, "\x1b[0m\x1b[2m%s\x1b[0m", label);
        if (p->n_open) tr_text_put(p->out, tr_str_of(kind_style[p->open[p->n_open - 1]->kind]));
    } else {
        if (opens) snprintf(label, sizeof label, "[%u: ", c->id + 1);
        else snprintf(label, sizeof label, "]");
        tr_text_put(p->out, tr_str_of(label));
    }
    p->column += (unsigned)strlen(label);
}

static void open_at(struct painter *p, uint32_t at)
{
    for (; p->next < p->r->n_claims && p->r->claims[p->next].span.from <= at; p->next++) {
        const struct truce_claim *c = &p->r->claims[p->next];
        if (c->span.to <= at || !TR_SHOWS(p->how->only, c->kind) || p->n_open == 8) continue;
        p->open[p->n_open++] = c;
        put_mark(p, c, true);
    }
}

static void close_at(struct painter *p, uint32_t at)
{
    for (int i = p->n_open - 1; i >= 0; i--) {
        const struct truce_claim *c = p->open[i];
        if (c->span.to > at) continue;
        memmove(&p->open[i], &p->open[i + 1], sizeof p->open[0] * (size_t)(p->n_open - i - 1));
        p->n_open--;
        put_mark(p, c, false);
    }
}

/* The next byte where a claim begins or ends, at most `to`. */
static uint32_t next_edge(const struct painter *p, uint32_t from, uint32_t to)
{
    uint32_t best = to;
    if (p->next < p->r->n_claims && p->r->claims[p->next].span.from < best) best = p->r->claims[p->next].span.from;
    for (int i = 0; i < p->n_open; i++) {
        if (p->open[i]->span.to > from && p->open[i]->span.to < best) best = p->open[i]->span.to;
    }
    return best;
}

static void put_word(struct painter *p, uint32_t from, uint32_t to)
{
    tr_str text = p->r->report.text;
    while (from < to) {
        open_at(p, from);
        uint32_t edge = next_edge(p, from, to);
        tr_str part = tr_str_at(text, (tr_span){ from, edge });
        put_clean(p->out, part);
        p->column += (unsigned)tr_utf8_width(part);
        from = edge;
        close_at(p, from);
    }
}

/* The text in lines of the terminal's width; blank lines stay, single line ends become spaces. */
static void put_text(struct painter *p)
{
    tr_str t = p->r->report.text;
    uint32_t at = 0;
    while (at < t.n) {
        uint32_t from = at, breaks = 0;
        while (at < t.n && (t.p[at] == ' ' || t.p[at] == '\n' || t.p[at] == '\t' || t.p[at] == '\r')) breaks += t.p[at++] == '\n';
        uint32_t word = at;
        while (at < t.n && t.p[at] != ' ' && t.p[at] != '\n' && t.p[at] != '\t' && t.p[at] != '\r') at++;
        if (word == at) break;
        unsigned w = (unsigned)tr_utf8_width(tr_str_at(t, (tr_span){ word, at }));
        if (breaks > 1) {
            tr_text_put(p->out, TR_STR("\n\n"));
            p->column = 0;
        } else if (p->column && p->column + 1 + w > p->how->width) {
            tr_text_put(p->out, TR_STR("\n"));
            p->column = 0;
        } else if (p->column && word > from) {
            tr_text_put(p->out, TR_STR(" "));
            p->column++;
        }
        put_word(p, word, at);
    }
    if (p->how->colour) tr_text_put(p->out, TR_STR("\x1b[0m"));
    tr_text_put(p->out, TR_STR("\n"));
}

static const char *clean(struct tr_arena *a, tr_str s)
{
    struct tr_text t = { 0 };
    put_clean(&t, s);
    tr_str copy = tr_arena_dup(a, t.p ? (tr_str){ t.p, t.n } : (tr_str){ "", 0 });
    tr_text_fini(&t);
    return copy.p;
}

static const char *actor_cell(struct tr_arena *a, const struct truce_actor *x)
{
    return x ? clean(a, x->text) : NULL;
}
static const char *place_cell(struct tr_arena *a, const struct truce_place *x)
{
    return x ? clean(a, x->text) : NULL;
}

static const char *when_cell(struct tr_arena *a, const struct truce_time *t)
{
    if (!tr_days_known(t->days)) return t->text.n ? clean(a, t->text) : NULL;
    if (t->days.from == t->days.to) return tr_date_iso(a, t->days.from).p;
    return tr_arena_printf(a, "%s … %s", tr_date_iso(a, t->days.from).p, tr_date_iso(a, t->days.to).p).p;
}

static const char *count_cell(struct tr_arena *a, const struct truce_quantity *q, bool percent)
{
    const char *about = q->approx ? "~" : "", *unit = percent ? " %" : "";
    long long lo = (long long)q->low, hi = (long long)q->high;
    if (q->has_low && q->has_high && lo == hi) return tr_arena_printf(a, "%s%lld%s", about, lo, unit).p;
    if (q->has_low && q->has_high) return tr_arena_printf(a, "%lld–%lld%s", lo, hi, unit).p;
    if (q->has_low) return tr_arena_printf(a, "≥ %lld%s", lo, unit).p;
    if (q->has_high) return tr_arena_printf(a, "≤ %lld%s", hi, unit).p;
    return "some";
}

static const char *means_cell(struct tr_arena *a, uint32_t means)
{
    tr_str s = { "", 0 };
    for (int m = 1; m < TRUCE_MEANS_count; m++) {
        if (means >> m & 1u) s = tr_arena_printf(a, "%.*s%s%s", TR_STR_ARG(s), s.n ? ", " : "", truce_means_name(m));
    }
    return s.n ? s.p : NULL;
}

static const char *refs_cell(struct tr_arena *a, const struct truce_refs *refs)
{
    tr_str s = { "", 0 };
    for (uint32_t i = 0; i < refs->n_places; i++)
        s = tr_arena_printf(a, "%.*s%s%s", TR_STR_ARG(s), s.n ? ", " : "", place_cell(a, refs->place[i]));
    for (uint32_t i = 0; i < refs->n_actors; i++)
        s = tr_arena_printf(a, "%.*s%s%s", TR_STR_ARG(s), s.n ? ", " : "", actor_cell(a, refs->actor[i]));
    return s.n ? s.p : NULL;
}

static const char *with_status(struct tr_arena *a, const char *s, enum truce_status status)
{
    if (status == TRUCE_STATUS_actual || status == TRUCE_STATUS_none) return s;
    return tr_arena_printf(a, "%s (%s)", s, truce_status_name(status)).p;
}

static const char *const heads[TRUCE_KIND_count][TR_TABLE_COLUMNS] = {
    [TRUCE_KIND_casualties] = { "#", "count", "who", "harm", "where", "when", "by", "means", "source", "conf" },
    [TRUCE_KIND_event] = { "#", "type", "words", "actor", "recipient", "where", "when", "mode", "source", "conf" },
    [TRUCE_KIND_ceasefire] = { "#", "state", "form", "territory", "parties", "excludes", "when", "violator", "source", "conf" },
    [TRUCE_KIND_figure] = { "#", "count", "unit", "words", "where", "when", "source", "conf" },
};

static const char *why_note(struct tr_arena *a, const struct truce_claim *c)
{
    tr_str s = TR_STR("why: ");
    for (uint32_t i = 0; i < c->n_why; i++) s = tr_arena_printf(a, "%.*s%s%s", TR_STR_ARG(s), i ? ", " : "", c->why[i]);
    return c->n_why ? s.p : NULL;
}

static struct tr_table_row claim_row(struct tr_arena *a, const struct truce_reading *r, const struct truce_claim *c, bool why)
{
    const char *words = clean(a, tr_str_at(r->report.text, c->span)), *where = place_cell(a, c->place), *when = when_cell(a, &c->time);
    const char *source = actor_cell(a, c->source), *id = tr_arena_printf(a, "%u", c->id + 1).p,
               *conf = tr_arena_printf(a, "%.2f", (double)c->confidence).p;
    struct tr_table_row row = { .note = why ? why_note(a, c) : NULL };
    switch (c->kind) {
    case TRUCE_KIND_casualties: {
        const char *harm = with_status(a, truce_harm_name(c->casualties.harm), c->status);
        if (c->casualties.part_of >= 0) harm = tr_arena_printf(a, "%s, part of %d", harm, c->casualties.part_of + 1).p;
        if (c->casualties.cumulative) harm = tr_arena_printf(a, "%s, in all", harm).p;
        struct tr_table_row v = { { id, count_cell(a, &c->casualties.count, false), truce_who_name(c->casualties.who), harm, where, when,
                                    actor_cell(a, c->casualties.by), means_cell(a, c->casualties.means), source, conf },
                                  row.note };
        return v;
    }
    case TRUCE_KIND_event: {
        struct tr_table_row v = { { id, truce_event_name(c->event.type), with_status(a, words, c->status), actor_cell(a, c->event.actor),
                                    actor_cell(a, c->event.recipient), where, when, truce_mode_name(c->event.mode), source, conf },
                                  row.note };
        return v;
    }
    case TRUCE_KIND_ceasefire: {
        const char *state = with_status(a, truce_state_name(c->ceasefire.state), c->status);
        if (c->ceasefire.duration.n)
            when = tr_arena_printf(a, "%s%s%s", when ? when : "", when ? ", " : "", clean(a, c->ceasefire.duration)).p;
        struct tr_table_row v = { { id, state, truce_form_name(c->ceasefire.form), refs_cell(a, &c->ceasefire.territory),
                                    refs_cell(a, &c->ceasefire.parties), refs_cell(a, &c->ceasefire.excludes), when,
                                    actor_cell(a, c->ceasefire.violator), source, conf },
                                  row.note };
        return v;
    }
    default: {
        struct tr_table_row v = {
            { id, count_cell(a, &c->figure.count, c->figure.percent), clean(a, c->figure.unit), words, where, when, source, conf }, row.note
        };
        return v;
    }
    }
}

static void put_claims(struct tr_text *out, const struct truce_reading *r, const struct tr_terminal *how, struct tr_arena *a)
{
    for (int kind = 1; kind < TRUCE_KIND_count; kind++) {
        struct tr_table_row *rows = TR_NEW_N(a, struct tr_table_row, r->n_claims + 1);
        uint32_t n = 0;
        for (uint32_t i = 0; i < r->n_claims; i++) {
            if ((int)r->claims[i].kind == kind) rows[n++] = claim_row(a, r, &r->claims[i], how->why);
        }
        if (!n || !TR_SHOWS(how->only, kind)) continue;
        tr_text_printf(out, "\n%s%s%s (%u)\n", how->colour ? "\x1b[1m" : "", kind_title[kind], how->colour ? "\x1b[0m" : "", n);
        tr_view_table(out, heads[kind], rows, n, how);
    }
}

static void put_head(struct tr_text *out, const struct truce_reading *r, const struct tr_terminal *how, struct tr_arena *a)
{
    const struct truce_report *in = &r->report;
    tr_text_printf(out, "%s%s%s", how->colour ? "\x1b[1m" : "", clean(a, in->id), how->colour ? "\x1b[0m" : "");
    if (in->outlet.n) tr_text_printf(out, " · %s", clean(a, in->outlet));
    if (in->published != TR_NO_DATE)
        tr_text_printf(out, " · published %s (%s)", tr_date_iso(a, in->published).p, truce_dated_name(in->published_from));
    tr_text_printf(out, " · %u sentences · %u claims\n\n", r->n_sentences, r->n_claims);
}

void tr_view_terminal(struct tr_text *out, const struct truce_reading *r, const struct tr_terminal *how)
{
    static const char *const severity[] = { "note", "warning", "error" };
    struct tr_arena *a = tr_arena_new(64u * 1024u * 1024u);
    if (!a || setjmp(*tr_arena_guard(a))) {
        out->failed = true;
        tr_arena_free(a);
        return;
    }
    struct painter p = { .out = out, .r = r, .how = how };
    put_head(out, r, how, a);
    put_text(&p);
    put_claims(out, r, how, a);
    for (uint32_t i = 0; i < r->diags.list.n; i++) {
        const struct tr_diag *d = &r->diags.list.v[i];
        tr_text_printf(out, "\n%s: %s\n", severity[d->severity], clean(a, d->text));
    }
    tr_arena_free(a);
}
