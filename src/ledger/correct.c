/* SPDX-License-Identifier: Apache-2.0 */
/* What a correction makes of a claim. The claim's row stays as it is in the ledger: this is done to the answer. */
#include "base/utf8.h"
#include "ledger/assess.h"

struct correcting {
    struct tr_arena *arena;
    struct tr_claim_row *c;
    const struct tr_corrector *with;
    const char *field;
    const json_t *v;
    struct tr_err *err;
};

static int wrong(const struct correcting *k, const char *want)
{
    return tr_fail(k->err, TR_E_INPUT, "\"%s\" takes %s", k->field, want);
}

static tr_str text(const json_t *v)
{
    return json_is_string(v) ? (tr_str){ json_string_value(v), json_string_length(v) } : (tr_str){ "", 0 };
}

static tr_str dup(const struct correcting *k, tr_str s)
{
    return s.n ? tr_arena_dup(k->arena, tr_str_sub(s, 0, 4096)) : TR_STR("");
}

/* --- values --- */

static int take_enum(const struct correcting *k, int (*of)(tr_str), int *to, const char *want)
{
    if (json_is_null(k->v)) {
        *to = 0;
        return TR_OK;
    }
    int v = of(text(k->v));
    if (!v) return wrong(k, want);
    *to = v;
    return TR_OK;
}

static int take_bool(const struct correcting *k, bool *to)
{
    if (!json_is_boolean(k->v)) return wrong(k, "true or false");
    *to = json_is_true(k->v);
    return TR_OK;
}

static int take_bound(const struct correcting *k, bool *has, int64_t *to)
{
    *has = json_is_integer(k->v);
    if (!*has && !json_is_null(k->v)) return wrong(k, "a number or null");
    *to = *has ? json_integer_value(k->v) : 0;
    return *to < 0 ? wrong(k, "a number that is not negative") : TR_OK;
}

static int take_text(const struct correcting *k, tr_str *to)
{
    if (!json_is_null(k->v) && !json_is_string(k->v)) return wrong(k, "a text or null");
    *to = dup(k, text(k->v));
    return TR_OK;
}

static void country_of(const json_t *v, char out[3])
{
    tr_str s = tr_json_member(v, "country");
    memset(out, 0, 3);
    if (s.n == 2) memcpy(out, s.p, 2);
}

static int take_actor(const struct correcting *k, const struct tr_actor_row **to)
{
    *to = NULL;
    if (json_is_null(k->v)) return TR_OK;
    bool object = json_is_object(k->v);
    tr_str name = object ? tr_json_member(k->v, "name") : text(k->v), id = object ? tr_json_member(k->v, "id") : TR_STR("");
    if (!name.n) return wrong(k, "a name, {\"name\", \"id\", \"kind\", \"country\"}, or null");
    struct tr_actor_row a = { .key = dup(k, id), .name = dup(k, name), .side = TR_STR(""), .member_of = TR_STR("") };
    if (object) {
        a.kind = (enum truce_actor_kind)truce_actor_kind_of(tr_json_member(k->v, "kind"));
        country_of(k->v, a.country);
    }
    if (!id.n) a.key = tr_arena_printf(k->arena, "text:" TR_STR_FMT, TR_STR_ARG(tr_utf8_fold(k->arena, a.name)));
    *to = k->with->actor(k->with->arg, &a);
    return TR_OK;
}

static int take_place(const struct correcting *k)
{
    const json_t *v = k->v, *lat = json_object_get(v, "lat"), *lon = json_object_get(v, "lon");
    k->c->place = NULL;
    k->c->place_text = TR_STR("");
    if (json_is_null(v)) return TR_OK;
    tr_str name = json_is_object(v) ? tr_json_member(v, "name") : text(v);
    if (!name.n)
        return wrong(k, "a name, {\"name\", \"id\", \"kind\", \"country\", \"admin1\", \"lat\", \"lon\", \"where_prec\"}, or null");
    struct tr_place_row p = { .key = dup(k, tr_json_member(v, "id")), .name = dup(k, name), .admin1 = dup(k, tr_json_member(v, "admin1")) };
    p.kind = (enum truce_place_kind)truce_place_kind_of(tr_json_member(v, "kind"));
    country_of(v, p.country);
    p.located = json_is_number(lat) && json_is_number(lon);
    p.lat = p.located ? json_number_value(lat) : 0;
    p.lon = p.located ? json_number_value(lon) : 0;
    if (p.lat < -90 || p.lat > 90 || p.lon < -180 || p.lon > 180) return wrong(k, "degrees on the globe");
    json_int_t prec = json_integer_value(json_object_get(v, "where_prec"));
    p.where_prec = prec >= 1 && prec <= 7 ? (int)prec : 0;
    if (!p.key.n)
        p.key = tr_arena_printf(k->arena, "text:" TR_STR_FMT "%s%s", TR_STR_ARG(tr_utf8_fold(k->arena, p.name)), p.country[0] ? "," : "",
                                p.country);
    k->c->place = k->with->place(k->with->arg, &p);
    k->c->place_text = p.name;
    return TR_OK;
}

static int take_date(const struct correcting *k, const json_t *v, tr_date *to)
{
    *to = TR_NO_DATE;
    if (!v || json_is_null(v)) return TR_OK;
    return tr_date_parse(text(v), to) ? TR_OK : wrong(k, "dates such as 2016-04-30");
}

static int take_time(const struct correcting *k)
{
    struct tr_claim_row *c = k->c;
    c->days = TR_NO_DAYS;
    c->date_prec = 0;
    c->clock_from = c->clock_to = -1;
    if (json_is_null(k->v)) return TR_OK;
    if (json_is_string(k->v)) {
        int rc = take_date(k, k->v, &c->days.from);
        c->days.to = c->days.from;
        c->date_prec = 1;
        return rc;
    }
    if (!json_is_object(k->v)) return wrong(k, "a date, {\"from\", \"to\", \"date_prec\"}, or null");
    int rc = take_date(k, json_object_get(k->v, "from"), &c->days.from);
    if (!rc) rc = take_date(k, json_object_get(k->v, "to"), &c->days.to);
    if (!rc && c->days.from != TR_NO_DATE && c->days.to != TR_NO_DATE && c->days.from > c->days.to)
        rc = wrong(k, "a time that ends after it begins");
    json_int_t prec = json_integer_value(json_object_get(k->v, "date_prec"));
    bool day = c->days.from != TR_NO_DATE && c->days.from == c->days.to;
    c->date_prec = prec >= 1 && prec <= 5 ? (int)prec : day ? 1 : tr_days_known(c->days) ? 4 : 0;
    return rc;
}

static int take_means(const struct correcting *k)
{
    uint32_t bits = 0;
    size_t i;
    json_t *v;
    if (!json_is_array(k->v)) return wrong(k, "a list of means, [\"airstrike\"]");
    json_array_foreach(k->v, i, v)
    {
        int m = truce_means_of(text(v));
        if (!m) return wrong(k, "a list of means, [\"airstrike\"]");
        bits |= 1u << m;
    }
    k->c->casualties.means = bits;
    return TR_OK;
}

/* --- fields; -1: it is none of these --- */

static int every_field(const struct correcting *k)
{
    struct tr_claim_row *c = k->c;
    tr_str f = tr_str_of(k->field);
    int v = (int)c->status, rc;
    if (tr_str_is(f, "place")) return take_place(k);
    if (tr_str_is(f, "time")) return take_time(k);
    if (tr_str_is(f, "source")) return take_actor(k, &c->source);
    if (!tr_str_is(f, "status")) return 1;
    rc = take_enum(k, truce_status_of, &v, "actual, planned, hypothetical or denied");
    c->status = (enum truce_status)v;
    return rc;
}

static int count_field(const struct correcting *k, struct truce_quantity *q)
{
    tr_str f = tr_str_of(k->field);
    if (tr_str_is(f, "low")) return take_bound(k, &q->has_low, &q->low);
    if (tr_str_is(f, "high")) return take_bound(k, &q->has_high, &q->high);
    return tr_str_is(f, "approx") ? take_bool(k, &q->approx) : 1;
}

static int casualties_field(const struct correcting *k)
{
    struct tr_claim_row *c = k->c;
    tr_str f = tr_str_of(k->field);
    int harm = (int)c->casualties.harm, who = (int)c->casualties.who, rc = count_field(k, &c->casualties.count);
    if (rc <= 0) return rc;
    if (tr_str_is(f, "by")) return take_actor(k, &c->casualties.by);
    if (tr_str_is(f, "cumulative")) return take_bool(k, &c->casualties.cumulative);
    if (tr_str_is(f, "means")) return take_means(k);
    if (tr_str_is(f, "harm")) rc = take_enum(k, truce_harm_of, &harm, "a harm such as killed or injured");
    else if (tr_str_is(f, "who")) rc = take_enum(k, truce_who_of, &who, "a class of victims such as civilians or children");
    c->casualties.harm = (enum truce_harm)harm;
    c->casualties.who = (enum truce_who)who;
    return rc;
}

static int event_field(const struct correcting *k)
{
    struct tr_claim_row *c = k->c;
    tr_str f = tr_str_of(k->field);
    int type = (int)c->event.type, mode = (int)c->event.mode, rc = 1;
    if (tr_str_is(f, "actor")) return take_actor(k, &c->event.actor);
    if (tr_str_is(f, "recipient")) return take_actor(k, &c->event.recipient);
    if (tr_str_is(f, "type")) rc = take_enum(k, truce_event_of, &type, "a PLOVER type such as ASSAULT");
    else if (tr_str_is(f, "mode")) rc = take_enum(k, truce_mode_of, &mode, "a mode such as aerial or shelling, or null");
    c->event.type = (enum truce_event)type;
    c->event.mode = (enum truce_mode)mode;
    return rc;
}

static int ceasefire_field(const struct correcting *k)
{
    struct tr_claim_row *c = k->c;
    tr_str f = tr_str_of(k->field);
    int form = (int)c->ceasefire.form, state = (int)c->ceasefire.state, rc = 1;
    if (tr_str_is(f, "violator")) return take_actor(k, &c->ceasefire.violator);
    if (tr_str_is(f, "duration")) return take_text(k, &c->ceasefire.duration);
    if (tr_str_is(f, "form")) rc = take_enum(k, truce_form_of, &form, "a form such as truce or regime_of_silence");
    else if (tr_str_is(f, "state")) rc = take_enum(k, truce_state_of, &state, "a state such as in_force or extended");
    c->ceasefire.form = (enum truce_form)form;
    c->ceasefire.state = (enum truce_state)state;
    return rc;
}

static int figure_field(const struct correcting *k)
{
    struct tr_claim_row *c = k->c;
    tr_str f = tr_str_of(k->field);
    int rc = count_field(k, &c->figure.count);
    if (rc <= 0) return rc;
    if (tr_str_is(f, "unit")) return take_text(k, &c->figure.unit);
    return tr_str_is(f, "percent") ? take_bool(k, &c->figure.percent) : 1;
}

static int field(const struct correcting *k)
{
    int rc = every_field(k);
    if (rc <= 0) return rc;
    switch (k->c->kind) {
    case TRUCE_KIND_casualties: rc = casualties_field(k); break;
    case TRUCE_KIND_event: rc = event_field(k); break;
    case TRUCE_KIND_ceasefire: rc = ceasefire_field(k); break;
    default: rc = figure_field(k); break;
    }
    if (rc > 0)
        return tr_fail(k->err, TR_E_INPUT, "a claim of kind %s has no \"%s\" that can be corrected", truce_kind_name((int)k->c->kind),
                       k->field);
    return rc;
}

static const struct truce_quantity *quantity(const struct tr_claim_row *c)
{
    return c->kind == TRUCE_KIND_casualties ? &c->casualties.count : c->kind == TRUCE_KIND_figure ? &c->figure.count : NULL;
}

static int all_fields(struct tr_arena *a, struct tr_claim_row *c, const json_t *object, const struct tr_corrector *with, struct tr_err *err)
{
    struct correcting k = { .arena = a, .c = c, .with = with, .err = err };
    const char *name;
    json_t *v;
    json_object_foreach((json_t *)(uintptr_t)object, name, v)
    {
        k.field = name;
        k.v = v;
        int rc = field(&k);
        if (rc) return rc;
    }
    const struct truce_quantity *q = quantity(c);
    if (q && q->has_low && q->has_high && q->low > q->high) return tr_fail(err, TR_E_INPUT, "\"low\" is above \"high\"");
    c->corrected = true;
    return TR_OK;
}

int tr_assess_correct(struct tr_arena *a, struct tr_claim_row *c, tr_str value, const struct tr_corrector *with, struct tr_err *err)
{
    struct tr_arena_outer outer;
    volatile int rc = TR_OK;
    json_t *object = tr_json_parse(value, err);
    if (!object) return err && err->code ? err->code : TR_E_INPUT;
    tr_arena_push_guard(a, &outer); /* the parsed object is not the arena's */
    volatile bool jumped = setjmp(*tr_arena_guard(a)) != 0;
    if (!jumped) rc = all_fields(a, c, object, with, err);
    tr_arena_pop_guard(a, &outer);
    json_decref(object);
    if (jumped) tr_arena_rethrow(a);
    return rc;
}
