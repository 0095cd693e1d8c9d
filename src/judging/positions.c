/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/map.h"
#include "judging/positions_int.h"
#include "judging/standing.h"
#include "knowledge/actors.h"

struct work {
    struct tr_arena *arena;
    const struct tr_knowledge *k;
    struct tr_map actors;    /* voice or key -> row, so that equal actors are one row */
    struct tr_map told;      /* sentence, actor and topic -> index of the first stance */
    struct tr_map countries; /* report id -> the country that its claims lie in */
    TR_VEC(struct tr_position) list;
};

/* How warmly a stance takes to its topic. */
static int warmth(enum truce_event type)
{
    switch (type) {
    case TRUCE_EVENT_AGREE:
    case TRUCE_EVENT_CONCEDE:
    case TRUCE_EVENT_RETREAT:
    case TRUCE_EVENT_SUPPORT:
    case TRUCE_EVENT_REQUEST: return 2;
    case TRUCE_EVENT_CONSULT:
    case TRUCE_EVENT_COOPERATE: return 1;
    case TRUCE_EVENT_ACCUSE: return -1;
    case TRUCE_EVENT_REJECT:
    case TRUCE_EVENT_THREATEN:
    case TRUCE_EVENT_SANCTION: return -2;
    default: return 0;
    }
}

static int intensity(enum truce_event type, enum truce_status status)
{
    int w = warmth(type);
    if (status == TRUCE_STATUS_denied) return w > 0 ? -2 : 1; /* would not urge; denies that it refuses */
    if (status == TRUCE_STATUS_planned || status == TRUCE_STATUS_hypothetical) return w > 0 ? 1 : -1;
    return w;
}

/* The stance that a ceasefire claim takes, none where it only describes. */
static enum truce_event stance_of(enum truce_state state)
{
    switch (state) {
    case TRUCE_STATE_proposed: return TRUCE_EVENT_REQUEST;
    case TRUCE_STATE_negotiating: return TRUCE_EVENT_CONSULT;
    case TRUCE_STATE_agreed:
    case TRUCE_STATE_extended: return TRUCE_EVENT_AGREE;
    case TRUCE_STATE_declared: return TRUCE_EVENT_CONCEDE;
    case TRUCE_STATE_suspended:
    case TRUCE_STATE_rejected: return TRUCE_EVENT_REJECT;
    default: return TRUCE_EVENT_none;
    }
}

/* --- who ------------------------------------------------------------------------------------------------------------------------------ */

static void count_countries(struct work *w, const struct tr_claims *claims)
{
    for (uint32_t i = 0; i < claims->n; i++) {
        const struct tr_claim_row *c = &claims->v[i];
        if (!c->place || !c->place->country[0]) continue;
        /* Reports of a war are about one country: the first that most claims agree on. */
        tr_str key = tr_arena_printf(w->arena, "%lld", (long long)c->report->id);
        bool fresh;
        uint64_t *v = tr_map_put(&w->countries, key, &fresh);
        uint64_t code = (uint64_t)(unsigned char)c->place->country[0] << 8 | (unsigned char)c->place->country[1];
        /* Boyer-Moore's vote: code in the low 16 bits, its lead above. */
        if (fresh || *v >> 16 == 0) *v = code | 1u << 16;
        else *v = (*v & 0xffff) == code ? *v + (1u << 16) : *v - (1u << 16);
    }
}

static void country_of(struct work *w, const struct tr_claim_row *c, char out[3])
{
    out[0] = out[2] = '\0';
    if (c->place && c->place->country[0]) {
        memcpy(out, c->place->country, 2);
        return;
    }
    uint64_t *v = tr_map_find(&w->countries, tr_arena_printf(w->arena, "%lld", (long long)c->report->id));
    if (!v) return;
    out[0] = (char)(*v >> 8 & 0xff);
    out[1] = (char)(*v & 0xff);
}

/* A name that the register does not have: bodies with a will of their own, not convoys, columns and numbers of men. */
static bool has_will(const struct tr_actor_row *r)
{
    static const char *const things[] = { "convoy", "tank",       "vehicle",  "bus",       "truck", "rocket", "plane",
                                          "jet",    "helicopter", "aircraft", "commander", "gunm",  NULL };
    uint32_t words = 1;
    for (size_t i = 0; i < r->name.n; i++) {
        if (r->name.p[i] >= '0' && r->name.p[i] <= '9') return false;
        words += r->name.p[i] == ' ';
    }
    for (const char *const *t = things; *t; t++) {
        if (tr_stem_find(r->name, 0, *t) >= 0) return false;
    }
    return words <= 5;
}

static bool takes_positions(const struct tr_standing *s)
{
    switch (s->row->kind) {
    case TRUCE_ACTOR_media:
    case TRUCE_ACTOR_monitor:
    case TRUCE_ACTOR_civilians: return false;
    case TRUCE_ACTOR_person:
    case TRUCE_ACTOR_military:
    case TRUCE_ACTOR_medical:
    case TRUCE_ACTOR_other: return s->known;
    default: return s->known || has_will(s->row);
    }
}

static const struct tr_actor_row *actor_of(struct work *w, const struct tr_actor_row *row, const struct tr_claim_row *c)
{
    struct tr_standing s;
    char country[3];
    if (!row) return NULL;
    country_of(w, c, country);
    tr_standing_of(w->arena, row, country, c->report->published, w->k, &s);
    if (!takes_positions(&s)) return NULL;
    tr_str voice = tr_standing_voice(&s);
    if (s.rebels && !voice.n && s.country[0]) voice = tr_arena_printf(w->arena, "state:%s/opposition", s.country);
    bool fresh;
    uint64_t *v = tr_map_put(&w->actors, voice.n ? voice : row->key, &fresh);
    if (!fresh) return (const struct tr_actor_row *)(uintptr_t)*v;
    const struct tr_actor_entry *e = w->k && voice.n ? tr_register_id(w->k->actors, voice) : NULL;
    if (e && !tr_str_eq(e->name, row->name)) {
        struct tr_actor_row *made = TR_NEW(w->arena, struct tr_actor_row);
        *made = (struct tr_actor_row){ .key = e->id, .name = e->name, .kind = e->kind, .side = e->side, .member_of = e->member_of };
        memcpy(made->country, e->country, sizeof made->country);
        row = made;
    }
    *v = (uint64_t)(uintptr_t)row;
    return row;
}

/* --- what ----------------------------------------------------------------------------------------------------------------------------- */

static tr_span in_sentence(const struct tr_claim_row *c)
{
    uint32_t base = c->sentence_span.from;
    if (c->span.from < base) return (tr_span){ 0, 0 };
    return (tr_span){ c->span.from - base, c->span.to - base };
}

static bool same_sentence(const struct tr_claim_row *a, const struct tr_claim_row *b)
{
    return a->report == b->report && a->sentence == b->sentence;
}

static bool begins_with(tr_str text, const struct tr_place_row *p)
{
    tr_str unit = p->kind == TRUCE_PLACE_admin1 ? p->admin1 : p->name;
    return (p->name.n && tr_str_starts(text, p->name)) || (unit.n && tr_str_starts(text, unit));
}

/* A place that some claim of the report names, where it follows "include", "extend … to" or "cover": that is what a truce is asked for, whatever it holds already. */
static const struct tr_place_row *wanted(const struct tr_claims *claims, uint32_t i)
{
    static const char *const verbs[] = { "include ", "including ", "extend ", "extending ", "extended ", "cover ", "covers ", NULL };
    const struct tr_claim_row *c = &claims->v[i];
    uint32_t first = i, last = i + 1;
    while (first > 0 && claims->v[first - 1].report == c->report) first--;
    while (last < claims->n && claims->v[last].report == c->report) last++;
    for (const char *const *v = verbs; *v; v++) {
        ptrdiff_t at = tr_stem_find(c->sentence_text, 0, *v);
        if (at < 0) continue;
        size_t from = (size_t)at + strlen(*v);
        tr_str behind = tr_str_sub(c->sentence_text, from, from + 60);
        ptrdiff_t to = tr_str_find(behind, TR_STR("to "));
        if (to > 0 && (*v)[0] == 'e') behind = tr_str_sub(behind, (size_t)to + 3, behind.n);
        for (uint32_t j = first; j < last; j++) {
            const struct tr_place_row *p = claims->v[j].place;
            if (p && begins_with(behind, p)) return p;
        }
    }
    return NULL;
}

/* The place of a ceasefire claim in the same sentence, or the claim's own; only places that the sentence names. */
static const struct tr_place_row *place_of(const struct tr_claims *claims, uint32_t i)
{
    const struct tr_claim_row *c = &claims->v[i];
    const struct tr_place_row *p = wanted(claims, i);
    if (p) return p;
    if (c->kind != TRUCE_KIND_ceasefire && c->place) return c->place;
    uint32_t first = i, last = i + 1;
    while (first > 0 && same_sentence(&claims->v[first - 1], c)) first--;
    while (last < claims->n && same_sentence(&claims->v[last], c)) last++;
    for (uint32_t j = first; j < last; j++) {
        if (claims->v[j].kind != TRUCE_KIND_ceasefire || !claims->v[j].ceasefire.territory.n) continue;
        p = claims->v[j].ceasefire.territory.v[0];
        tr_str unit = p->kind == TRUCE_PLACE_admin1 ? p->admin1 : p->name;
        if (tr_str_find_i(c->sentence_text, unit) >= 0) return p;
    }
    return c->place;
}

static bool same_days(tr_days a, tr_days b)
{
    return a.from == b.from && a.to == b.to;
}

/* One stance a sentence, actor and topic, and a second one against it only when it is of another day ("negotiating …, a day after it had refused"). What an event tells of it
 * goes before what a ceasefire claim implies: "will not ask … to stop the raids" asks for no ceasefire. */
static void keep(struct work *w, const struct tr_position *p, bool implied)
{
    bool fresh;
    if (!p->actor) return;
    tr_str key = tr_arena_printf(w->arena, "%lld %u %d " TR_STR_FMT, (long long)p->claim->report->id, p->claim->sentence, (int)p->topic,
                                 TR_STR_ARG(p->actor->key));
    uint64_t *v = tr_map_put(&w->told, key, &fresh);
    if (!fresh) {
        const struct tr_position *q = &w->list.v[*v];
        if (implied || (q->intensity > 0) == (p->intensity > 0) || same_days(q->days, p->days)) return;
    } else {
        *v = w->list.n;
    }
    *tr_vec_push(w->arena, &w->list) = *p;
}

/* "It had rejected such a call": the topic of the sentence before. */
static bool taken_up(const struct work *w, const struct tr_claim_row *c, enum tr_topic *out)
{
    static const char *const words[] = { "such a call", "such call",  "the call",   "that call", "the proposal", "the plan", "the offer",
                                         "the idea",    "the demand", "the appeal", "such a",    "to do so",     NULL };
    const struct tr_position *last = w->list.n ? &w->list.v[w->list.n - 1] : NULL;
    if (!last || last->claim->report != c->report || last->topic == TR_TOPIC_other || c->sentence - last->claim->sentence > 2) return false;
    for (const char *const *s = words; *s; s++) {
        if (tr_stem_find(c->sentence_text, 0, *s) < 0) continue;
        *out = last->topic;
        return true;
    }
    return false;
}

static void from_event(struct work *w, const struct tr_claims *claims, uint32_t i)
{
    const struct tr_claim_row *c = &claims->v[i];
    struct tr_position p = { .claim = c, .stance = c->event.type, .status = c->status, .topic = TR_TOPIC_other };
    if (!warmth(c->event.type)) return;
    p.intensity = intensity(c->event.type, c->status);
    tr_str text = c->sentence_text.n ? c->sentence_text : c->quote;
    bool told = c->event.recipient && tr_topic_of_phrase(c->event.recipient->name, &p.topic);
    if (!told) told = tr_topic_near(text, c->sentence_text.n ? in_sentence(c) : (tr_span){ 0, 0 }, &p.topic);
    if (!told) told = taken_up(w, c, &p.topic);
    if (!told && c->event.type == TRUCE_EVENT_CONSULT) p.topic = TR_TOPIC_talks;
    /* To accuse someone is a stance towards them, and against the truce only where the truce is what they are accused of breaking. */
    if (c->event.type == TRUCE_EVENT_ACCUSE && p.topic != TR_TOPIC_air_strikes) p.topic = TR_TOPIC_other;
    /* A retreat from a battle is no stance on the bombing. */
    if (c->event.type == TRUCE_EVENT_RETREAT && p.topic != TR_TOPIC_ceasefire && p.topic != TR_TOPIC_withdrawal &&
        p.topic != TR_TOPIC_prisoners)
        return;
    p.actor = actor_of(w, c->event.actor ? c->event.actor : c->source, c);
    p.place = place_of(claims, i);
    p.days = tr_position_days(c);
    if (p.actor) p.actor_name = p.actor->name;
    keep(w, &p, false);
}

static void from_ceasefire(struct work *w, const struct tr_claims *claims, uint32_t i)
{
    const struct tr_claim_row *c = &claims->v[i];
    struct tr_position p = { .claim = c, .stance = stance_of(c->ceasefire.state), .status = c->status, .topic = TR_TOPIC_ceasefire };
    if (!p.stance) return;
    p.intensity = intensity(p.stance, c->status);
    p.place = place_of(claims, i);
    p.days = tr_position_days(c);
    /* Who proposes and negotiates is who says so; who agreed, declared or rejected are the parties. */
    bool speaker = p.stance == TRUCE_EVENT_REQUEST || p.stance == TRUCE_EVENT_CONSULT;
    for (uint32_t j = 0; j < c->ceasefire.parties.n && !speaker; j++) {
        p.actor = actor_of(w, c->ceasefire.parties.v[j], c);
        if (p.actor) p.actor_name = p.actor->name;
        keep(w, &p, true);
    }
    if (!speaker) return;
    p.actor = actor_of(w, c->source, c);
    if (p.actor) p.actor_name = p.actor->name;
    keep(w, &p, true);
}

/* --- in order, with what changed ------------------------------------------------------------------------------------------------------ */

static int by_time(const void *x, const void *y)
{
    const struct tr_position *a = x, *b = y;
    int c = tr_str_cmp(a->actor_name, b->actor_name);
    if (!c) c = tr_str_cmp(a->actor->key, b->actor->key);
    if (c) return c;
    if (a->topic != b->topic) return a->topic < b->topic ? -1 : 1;
    tr_date s = a->days.to != TR_NO_DATE ? a->days.to : a->days.from, t = b->days.to != TR_NO_DATE ? b->days.to : b->days.from;
    if (s != t) return s < t ? -1 : 1;
    if (a->days.from != b->days.from) return a->days.from < b->days.from ? -1 : 1;
    if (a->claim->report != b->claim->report) {
        if (a->claim->report->published != b->claim->report->published)
            return a->claim->report->published < b->claim->report->published ? -1 : 1;
        c = tr_str_cmp(a->claim->report->sha256, b->claim->report->sha256);
        if (c) return c;
        return a->claim->report->id < b->claim->report->id ? -1 : 1;
    }
    return a->claim->n < b->claim->n ? -1 : a->claim->n > b->claim->n;
}

static enum tr_tone tone(int before, int now)
{
    if ((before < 0 && now > 0) || (before > 0 && now < 0)) return TR_TONE_reversed;
    /* To talk about it and to call for it are both for it: only among refusals does the tone differ. */
    if (now > 0) return TR_TONE_none;
    return now > before ? TR_TONE_softened : now < before ? TR_TONE_hardened : TR_TONE_none;
}

int tr_positions_of(struct tr_arena *a, const struct tr_claims *claims, const struct tr_knowledge *k, struct tr_positions *out,
                    struct tr_err *err)
{
    struct work w = { .arena = a, .k = k };
    (void)err;
    tr_map_init(&w.actors, a);
    tr_map_init(&w.countries, a);
    tr_map_init(&w.told, a);
    count_countries(&w, claims);
    for (uint32_t i = 0; i < claims->n; i++) {
        if (claims->v[i].kind == TRUCE_KIND_event && !claims->v[i].rejected) from_event(&w, claims, i);
    }
    for (uint32_t i = 0; i < claims->n; i++) {
        if (claims->v[i].kind == TRUCE_KIND_ceasefire && !claims->v[i].rejected) from_ceasefire(&w, claims, i);
    }
    if (w.list.n) qsort(w.list.v, w.list.n, sizeof *w.list.v, by_time);
    for (uint32_t i = 0; i < w.list.n; i++) {
        struct tr_position *p = &w.list.v[i];
        const struct tr_position *b = i ? p - 1 : NULL;
        p->change = TR_TONE_first;
        if (!b || b->actor != p->actor || b->topic != p->topic) continue;
        p->before = b->claim;
        /* What has no topic of ours is about different things each time. */
        p->change = p->topic == TR_TOPIC_other ? TR_TONE_none : tone(b->intensity, p->intensity);
    }
    *out = (struct tr_positions){ w.list.v, w.list.n };
    return TR_OK;
}

#define NAME(n) #n,
const char *tr_topic_name(enum tr_topic t)
{
    static const char *const names[] = { TR_TOPIC_LIST(NAME) };
    return (unsigned)t < TR_TOPIC_count ? names[t] : "";
}

const char *tr_tone_name(enum tr_tone t)
{
    static const char *const names[] = { TR_CHANGE_OF_LIST(NAME) };
    return (unsigned)t < TR_TONE_count ? names[t] : "";
}

/* --- places --- */

static bool named(const struct tr_position *p, tr_str name)
{
    return tr_str_find_i(p->claim->sentence_text, name) >= 0;
}

bool tr_position_concerns(const struct tr_position *p, const struct tr_scope *scope, tr_str asked)
{
    for (uint32_t i = 0; i < scope->places.n; i++) {
        if (scope->places.v[i] == p->place || (p->place && scope->places.v[i]->id == p->place->id)) return true;
    }
    tr_str rest = asked, head;
    tr_str_split(&rest, ',', &head);
    tr_str unit = scope->admin1.n ? scope->admin1 : head;
    return named(p, head) || named(p, unit);
}
