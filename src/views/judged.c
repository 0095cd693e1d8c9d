/* SPDX-License-Identifier: Apache-2.0 */
#include "views/judged.h"

#include "base/utf8.h"

/* Control bytes, and marks that turn the direction of writing, must not reach a terminal. */
static bool harmful(uint32_t cp)
{
    return cp < 0x20 || cp == 0x7f || (cp >= 0x80 && cp < 0xa0) || (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
}

const char *tr_cell(struct tr_arena *a, tr_str s)
{
    if (!s.n) return NULL;
    char *p = tr_arena_get(a, s.n * 3 + 4);
    size_t n = 0;
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        uint32_t cp = tr_utf8_next(s, &at);
        if (cp == '\t' || cp == '\n') {
            p[n++] = ' ';
        } else if (harmful(cp) || cp == 0xfffd) {
            n += tr_utf8_put(p + n, 0xfffd);
        } else {
            memcpy(p + n, s.p + from, at - from);
            n += at - from;
        }
    }
    return p;
}

const char *tr_cell_days(struct tr_arena *a, tr_days d)
{
    if (!tr_days_known(d)) return NULL;
    if (d.from == d.to) return tr_date_iso(a, d.from).p;
    return tr_arena_printf(a, "%s … %s", tr_date_iso(a, d.from).p, tr_date_iso(a, d.to).p).p;
}

const char *tr_cell_range(struct tr_arena *a, struct tr_range r)
{
    long long lo = (long long)r.low, hi = (long long)r.high;
    if (r.has_low && r.has_high && lo == hi) return tr_arena_printf(a, "%lld", lo).p;
    if (r.has_low && r.has_high) return tr_arena_printf(a, "%lld–%lld", lo, hi).p;
    if (r.has_low && hi > lo) return tr_arena_printf(a, "%lld–%lld+", lo, hi).p; /* open, and that was the greatest that was told */
    if (r.has_low) return tr_arena_printf(a, "≥ %lld", lo).p;
    if (r.has_high) return tr_arena_printf(a, "≤ %lld", hi).p;
    return NULL;
}

const char *tr_cell_when(struct tr_arena *a, const struct tr_incident *in)
{
    const char *days = tr_cell_days(a, in->days);
    if (!days || in->clock_from < 0) return days;
    return tr_arena_printf(a, "%s %02d:%02d", days, in->clock_from / 60, in->clock_from % 60).p;
}

tr_str tr_incident_title(struct tr_arena *a, const struct tr_incident *in)
{
    const char *killed = tr_cell_range(a, in->killed), *injured = tr_cell_range(a, in->injured);
    tr_str t = tr_arena_printf(a, "%s", in->mode ? truce_mode_name(in->mode) : in->type ? truce_event_name(in->type) : "harm");
    if (killed) t = tr_arena_printf(a, TR_STR_FMT ", %s killed", TR_STR_ARG(t), killed);
    if (injured) t = tr_arena_printf(a, TR_STR_FMT ", %s injured", TR_STR_ARG(t), injured);
    return t;
}

const char *tr_cell_verdict(struct tr_arena *a, enum tr_verdict_kind v)
{
    tr_str s = tr_arena_printf(a, "%s", tr_verdict_name(v));
    char *p = tr_arena_get(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++) p[i] = s.p[i] == '_' ? ' ' : s.p[i];
    return p;
}

const char *tr_incident_words(struct tr_arena *a, const struct tr_incident *in, const char *more)
{
    const char *head = tr_cell(a, in->head);
    if (!head) return more;
    return tr_arena_printf(a, "“%s”%s%s", head, more ? "\n" : "", more ? more : "").p;
}

/* --- JSON -------------------------------------------------------------------------------------------------------------------------------- */

static void member(struct tr_json *j, const char *key, tr_str s)
{
    tr_json_key(j, key);
    if (s.n) tr_json_str(j, s);
    else tr_json_null(j);
}

void tr_json_actor_row(struct tr_json *j, const struct tr_actor_row *r)
{
    if (!r) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    member(j, "id", r->key);
    member(j, "name", r->name);
    tr_json_key(j, "kind");
    tr_json_cstr(j, truce_actor_kind_name(r->kind));
    member(j, "country", tr_str_of(r->country));
    tr_json_end(j);
}

void tr_json_place_row(struct tr_json *j, const struct tr_place_row *p)
{
    if (!p) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    member(j, "id", p->key);
    member(j, "name", p->name);
    tr_json_key(j, "kind");
    tr_json_cstr(j, truce_place_kind_name(p->kind));
    member(j, "country", tr_str_of(p->country));
    member(j, "admin1", p->admin1);
    tr_json_key(j, "lat");
    if (p->located) tr_json_real(j, p->lat, 5);
    else tr_json_null(j);
    tr_json_key(j, "lon");
    if (p->located) tr_json_real(j, p->lon, 5);
    else tr_json_null(j);
    tr_json_key(j, "where_prec");
    tr_json_int(j, p->where_prec);
    tr_json_end(j);
}

void tr_json_range(struct tr_json *j, struct tr_range r)
{
    tr_json_object(j);
    tr_json_key(j, "low");
    if (r.has_low) tr_json_int(j, r.low);
    else tr_json_null(j);
    tr_json_key(j, "high");
    if (r.has_high) tr_json_int(j, r.high);
    else tr_json_null(j);
    if (r.has_low && !r.has_high && r.high > r.low) {
        tr_json_key(j, "greatest"); /* that was told; at least so many */
        tr_json_int(j, r.high);
    }
    tr_json_end(j);
}

void tr_json_date(struct tr_json *j, tr_date d)
{
    char text[16];
    int y, m, dd;
    if (d == TR_NO_DATE) {
        tr_json_null(j);
        return;
    }
    tr_date_parts(d, &y, &m, &dd);
    for (int i = 3; i >= 0; i--, y /= 10) text[i] = (char)('0' + y % 10);
    text[4] = text[7] = '-';
    text[5] = (char)('0' + m / 10), text[6] = (char)('0' + m % 10);
    text[8] = (char)('0' + dd / 10), text[9] = (char)('0' + dd % 10);
    tr_json_str(j, (tr_str){ text, 10 });
}

void tr_json_days(struct tr_json *j, tr_days d)
{
    if (!tr_days_known(d)) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    tr_json_key(j, "from");
    tr_json_date(j, d.from);
    tr_json_key(j, "to");
    tr_json_date(j, d.to);
    tr_json_end(j);
}

void tr_json_sentence_of(struct tr_json *j, const struct tr_claim_row *c)
{
    if (!c) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    tr_json_key(j, "claim");
    tr_json_int(j, c->id);
    member(j, "report", c->report ? c->report->key : (tr_str){ "", 0 });
    tr_json_key(j, "report_id");
    if (c->report) tr_json_int(j, c->report->id);
    else tr_json_null(j);
    member(j, "outlet", c->report ? c->report->outlet : (tr_str){ "", 0 });
    tr_json_key(j, "published");
    tr_json_date(j, c->report ? c->report->published : TR_NO_DATE);
    tr_json_key(j, "span");
    tr_json_span(j, c->span);
    member(j, "quote", c->quote);
    member(j, "sentence", c->sentence_text);
    tr_json_key(j, "source");
    tr_json_actor_row(j, c->source);
    tr_json_end(j);
}
