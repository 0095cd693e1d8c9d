/* SPDX-License-Identifier: Apache-2.0 */
/* What is left of hospitals, staff, aid and roads: dated states from figures ("70 to 80 doctors") and events ("hospitals were bombed", "cut off from supply routes"). */
#include <stdlib.h>

#include "judging/positions_int.h"

static const struct {
    const char *stem;
    enum tr_capacity_kind kind;
} nouns[] = {
    { "doctor", TR_CAPACITY_staff },
    { "medical staff", TR_CAPACITY_staff },
    { "medical worker", TR_CAPACITY_staff },
    { "medical personnel", TR_CAPACITY_staff },
    { "medics", TR_CAPACITY_staff },
    { "nurse", TR_CAPACITY_staff },
    { "surgeon", TR_CAPACITY_staff },
    { "health worker", TR_CAPACITY_staff },
    { "paediatrician", TR_CAPACITY_staff },
    { "physician", TR_CAPACITY_staff },
    { "ambulance", TR_CAPACITY_hospital },
    { "hospital", TR_CAPACITY_hospital },
    { "clinic", TR_CAPACITY_hospital },
    { "medical facilit", TR_CAPACITY_hospital },
    { "medical centre", TR_CAPACITY_hospital },
    { "medical center", TR_CAPACITY_hospital },
    { "health facilit", TR_CAPACITY_hospital },
    { "health centre", TR_CAPACITY_hospital },
    { "maternity", TR_CAPACITY_hospital },
    { "emergency room", TR_CAPACITY_hospital },
    { "operating theatre", TR_CAPACITY_hospital },
    { "bed", TR_CAPACITY_hospital },
    { "incubator", TR_CAPACITY_hospital },
    { "crossing", TR_CAPACITY_crossing },
    { "border gate", TR_CAPACITY_crossing },
    { "checkpoint", TR_CAPACITY_crossing },
    { "supply route", TR_CAPACITY_road },
    { "supply line", TR_CAPACITY_road },
    { "road", TR_CAPACITY_road },
    { "highway", TR_CAPACITY_road },
    { "motorway", TR_CAPACITY_road },
    { "bridge", TR_CAPACITY_road },
    { "corridor", TR_CAPACITY_road },
    { "aid", TR_CAPACITY_aid },
    { "relief", TR_CAPACITY_aid },
    { "convoy", TR_CAPACITY_aid },
    { "food parcel", TR_CAPACITY_aid },
    { "food", TR_CAPACITY_aid },
    { "medicine", TR_CAPACITY_aid },
    { "water", TR_CAPACITY_water },
    { "pumping station", TR_CAPACITY_water },
    { "school", TR_CAPACITY_school },
    { "shelter", TR_CAPACITY_shelter },
    { "tent", TR_CAPACITY_shelter },
    { "camp", TR_CAPACITY_shelter },
    { "bakeries", TR_CAPACITY_other },
    { "bakery", TR_CAPACITY_other },
    { "power station", TR_CAPACITY_other },
    { "power plant", TR_CAPACITY_other },
};
/* Units of aid only where the words around speak of aid: trucks carry other things too. */
static const char *const carriers[] = { "truck", "lorr", "tonne", "ton", "parcel", "vehicle", NULL };

/* The noun that heads a phrase stands last, or before its first "of": "doctors of the hospital" counts doctors. Shares ("95 percent of the medical staff") count what follows. */
static bool kind_of(tr_str phrase, enum tr_capacity_kind *out)
{
    ptrdiff_t of = tr_stem_find(phrase, 0, "of "), best = -1;
    bool share = tr_stem_find(phrase, 0, "percent") >= 0 || tr_stem_find(phrase, 0, "per cent") >= 0;
    tr_str head = of > 0 && !share ? tr_str_sub(phrase, 0, (size_t)of) : phrase;
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        ptrdiff_t at = tr_stem_find(head, 0, nouns[i].stem);
        if (at <= best) continue;
        best = at;
        *out = nouns[i].kind;
    }
    return best >= 0;
}

/* What became of them, from the sentence. The first that it has. */
static const struct {
    const char *stem, *state;
} fates[] = {
    { "fled", "gone" },
    { "left the", "gone" },
    { "have left", "gone" },
    { "has left", "gone" },
    { "detained", "gone" },
    { "destroyed", "destroyed" },
    { "out of service", "out of service" },
    { "closed", "closed" },
    { "shut", "closed" },
    { "reopen", "reopened" },
    { "only", "left" },
    { "remain", "left" },
    { "left", "left" },
    { "lost", "lost" },
    { "damaged", "damaged" },
    { "bombed", "bombed" },
    { "shelled", "shelled" },
    { "struck", "hit" },
    { "attacked", "attacked" },
    { "hit", "hit" },
    { "delivered", "delivered" },
    { "reached", "delivered" },
    { "entered", "delivered" },
    { "blocked", "blocked" },
    { "turned back", "turned back" },
    { "need", "needed" },
};

static const char *fate_of(tr_str sentence)
{
    for (size_t i = 0; i < sizeof fates / sizeof *fates; i++) {
        if (tr_stem_find(sentence, 0, fates[i].stem) >= 0) return fates[i].state;
    }
    return NULL;
}

static tr_str count_text(struct tr_arena *a, const struct truce_quantity *q)
{
    const char *about = q->approx ? "about " : "";
    if (q->has_low && q->has_high && q->low != q->high)
        return tr_arena_printf(a, "%s%lld\xE2\x80\x93%lld", about, (long long)q->low, (long long)q->high);
    if (q->has_low && q->has_high) return tr_arena_printf(a, "%s%lld", about, (long long)q->low);
    if (q->has_low) return tr_arena_printf(a, "at least %lld", (long long)q->low);
    if (q->has_high) return tr_arena_printf(a, "at most %lld", (long long)q->high);
    return (tr_str){ "", 0 };
}

static bool from_figure(struct tr_arena *a, const struct tr_claim_row *c, struct tr_capacity *out)
{
    tr_str s = c->sentence_text.n ? c->sentence_text : c->quote;
    const struct truce_quantity *q = &c->figure.count;
    bool carrier = false;
    if (!kind_of(c->figure.unit, &out->kind) && !kind_of(c->quote, &out->kind)) {
        for (const char *const *w = carriers; *w && !carrier; w++) carrier = tr_stem_find(c->figure.unit, 0, *w) >= 0;
        if (!carrier || (tr_stem_find(s, 0, "aid") < 0 && tr_stem_find(s, 0, "relief") < 0 && tr_stem_find(s, 0, "food") < 0)) return false;
        out->kind = TR_CAPACITY_aid;
    }
    const char *fate = fate_of(s);
    tr_str n = count_text(a, q);
    out->percent = c->figure.percent;
    out->count = (struct tr_range){ q->has_low, q->has_high, q->low, q->high };
    out->state = tr_arena_printf(a, TR_STR_FMT "%s " TR_STR_FMT "%s%s", TR_STR_ARG(n), out->percent ? " % of" : "",
                                 TR_STR_ARG(c->figure.unit), fate ? " " : "", fate ? fate : "");
    return true;
}

/* "hospital bombed", "road cut", "aid delivered". */
static const char *done(const struct tr_claim_row *c)
{
    tr_str q = c->quote;
    if (c->event.type == TRUCE_EVENT_AID) return "delivered";
    if (c->event.type == TRUCE_EVENT_COERCE) {
        if (tr_stem_find(q, 0, "cut") >= 0 || tr_stem_find(q, 0, "block") >= 0) return "cut";
        if (tr_stem_find(q, 0, "clos") >= 0 || tr_stem_find(q, 0, "shut") >= 0) return "closed";
        return tr_stem_find(q, 0, "besieg") >= 0 || tr_stem_find(q, 0, "siege") >= 0 ? "besieged"
               : tr_stem_find(q, 0, "captur") >= 0                                   ? "captured"
                                                                                     : NULL;
    }
    if (c->event.type != TRUCE_EVENT_ASSAULT) return NULL;
    switch (c->event.mode) {
    case TRUCE_MODE_destroy: return "destroyed";
    case TRUCE_MODE_aerial:
    case TRUCE_MODE_bombing: return "bombed";
    case TRUCE_MODE_shelling: return "shelled";
    case TRUCE_MODE_rocket: return "hit by rockets";
    case TRUCE_MODE_firearms: return "under fire";
    default: return "attacked";
    }
}

/* "An air strike destroyed the hospital" is one event, whose trigger may be the strike: what it did stands behind, in the same clause. */
static const char *worse(const struct tr_claim_row *c)
{
    static const char *const ruin[][2] = { { "destroy", "destroyed" },
                                           { "flatten", "destroyed" },
                                           { "raze", "destroyed" },
                                           { "put out of service", "out of service" },
                                           { "out of action", "out of service" } };
    if (c->span.to < c->sentence_span.from) return NULL;
    tr_str rest = tr_str_sub(c->sentence_text, c->span.from - c->sentence_span.from, c->sentence_text.n), clause;
    if (!tr_str_split(&rest, ',', &clause)) return NULL;
    for (size_t i = 0; i < sizeof ruin / sizeof *ruin; i++)
        if (tr_stem_find(clause, 0, ruin[i][0]) >= 0) return ruin[i][1];
    return NULL;
}

static bool from_event(struct tr_arena *a, const struct tr_claim_row *c, struct tr_capacity *out)
{
    const char *what = done(c);
    tr_str thing = { "", 0 };
    bool found = false;
    if (!what) return false;
    if (c->event.type == TRUCE_EVENT_ASSAULT && worse(c)) what = worse(c);
    if (c->event.recipient) {
        thing = c->event.recipient->name;
        found = kind_of(thing, &out->kind);
    }
    if (!found && c->place && (c->place->kind == TRUCE_PLACE_facility || c->place->kind == TRUCE_PLACE_natural)) {
        thing = c->place->name;
        found = kind_of(thing, &out->kind);
    }
    if (!found && c->event.type == TRUCE_EVENT_AID) {
        thing = c->quote;
        found = kind_of(thing, &out->kind);
    }
    /* "cut off rebel-held areas from supply routes": what is cut stands in the sentence. */
    if (!found && c->event.type == TRUCE_EVENT_COERCE && c->sentence_text.n) {
        static const char *const routes[] = { "supply route", "supply line", "road", "highway", "corridor", NULL };
        for (const char *const *r = routes; *r && !found; r++) {
            if (tr_stem_find(c->sentence_text, 0, *r) < 0) continue;
            thing = tr_str_of(*r);
            out->kind = TR_CAPACITY_road;
            found = true;
        }
    }
    if (!found) return false;
    const char *open = c->status == TRUCE_STATUS_planned || c->status == TRUCE_STATUS_hypothetical ? "may be " : "";
    out->state = tr_arena_printf(a, TR_STR_FMT ": %s%s", TR_STR_ARG(thing), open, what);
    return true;
}

static int by_kind(const void *x, const void *y)
{
    const struct tr_capacity *a = x, *b = y;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->place != b->place) {
        if (!a->place || !b->place) return a->place ? -1 : 1;
        int c = tr_str_cmp(a->place->name, b->place->name);
        if (!c) c = tr_str_cmp(a->place->key, b->place->key);
        if (c) return c;
    }
    if (a->days.from != b->days.from) return a->days.from < b->days.from ? -1 : 1;
    if (a->claim->report->published != b->claim->report->published)
        return a->claim->report->published < b->claim->report->published ? -1 : 1;
    return a->claim->id < b->claim->id ? -1 : a->claim->id > b->claim->id;
}

int tr_capacities_of(struct tr_arena *a, const struct tr_claims *claims, struct tr_capacities *out, struct tr_err *err)
{
    TR_VEC(struct tr_capacity) list = { 0 };
    (void)err;
    for (uint32_t i = 0; i < claims->n; i++) {
        const struct tr_claim_row *c = &claims->v[i];
        struct tr_capacity cap = { .place = c->place, .days = c->days, .claim = c };
        if (c->rejected || c->status == TRUCE_STATUS_denied) continue;
        bool is = c->kind == TRUCE_KIND_figure ? from_figure(a, c, &cap) : c->kind == TRUCE_KIND_event && from_event(a, c, &cap);
        if (!is) continue;
        if (!tr_days_known(cap.days)) cap.days = (tr_days){ c->report->published, c->report->published };
        *tr_vec_push(a, &list) = cap;
    }
    if (list.n) qsort(list.v, list.n, sizeof *list.v, by_kind);
    *out = (struct tr_capacities){ list.v, list.n };
    return TR_OK;
}

#define NAME(n) #n,
const char *tr_capacity_name(enum tr_capacity_kind k)
{
    static const char *const names[] = { TR_CAPACITY_LIST(NAME) };
    return (unsigned)k < TR_CAPACITY_count ? names[k] : "";
}
