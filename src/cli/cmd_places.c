/* SPDX-License-Identifier: Apache-2.0 */
/* truce places: the story of a place, and the places that reports name. */
#include <stddef.h>
#include <stdlib.h>

#include "base/map.h"
#include "cli/show.h"
#include "judging/findings.h"
#include "judging/tallies.h"

struct options {
    struct tr_ask_options ask;
    const char *at;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    TR_ASK_OPTS,
    { 0, "at", TR_OPT_STRING, "TIME",
      "with show: truce cover at that moment: 2016-05-05, or 2016-05-05T00:30 as clocks show it there (default: the last day told)", AT(at),
      0, 0 },
    { 0 },
};

/* --- list ------------------------------------------------------------------------------------------------------------------------------- */

struct counted {
    const struct tr_place_row *place;
    uint32_t claims;
};

static int by_claims(const void *x, const void *y)
{
    const struct counted *a = x, *b = y;
    if (a->claims != b->claims) return a->claims > b->claims ? -1 : 1;
    int c = tr_str_cmp(a->place->name, b->place->name);
    return c ? c : tr_str_cmp(a->place->key, b->place->key);
}

static struct counted *count(struct tr_arena *a, const struct tr_claims *claims, uint32_t *n)
{
    TR_VEC(struct counted) list = { 0 };
    struct tr_map at;
    tr_map_init(&at, a);
    for (uint32_t i = 0; i < claims->n; i++) {
        const struct tr_place_row *p = claims->v[i].place;
        bool fresh;
        if (!p) continue;
        uint64_t *v = tr_map_put(&at, p->key, &fresh);
        if (fresh) {
            *v = list.n;
            *tr_vec_push(a, &list) = (struct counted){ p, 0 };
        }
        if (*v < list.n) list.v[*v].claims++;
    }
    if (list.n) qsort(list.v, list.n, sizeof *list.v, by_claims);
    *n = list.n;
    return list.v;
}

static int list(struct tr_asking *s, const struct options *o)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "claims", "place", "kind", "in", "country", "id" };
    struct tr_claims claims;
    struct tr_err err = { 0 };
    uint32_t n;
    if (tr_ledger_claims(s->ledger, &s->filter, s->arena, &claims, &err)) return tr_show_fail(&err);
    struct counted *v = count(s->arena, &claims, &n);
    if (o->ask.json) {
        struct tr_json j;
        tr_json_init(&j);
        tr_json_object(&j);
        tr_show_head_json(&j, s, &claims.scope);
        tr_json_key(&j, "places");
        tr_json_array(&j);
        for (uint32_t i = 0; i < n; i++) {
            tr_json_object(&j);
            tr_json_key(&j, "place");
            tr_json_place_row(&j, v[i].place);
            tr_json_key(&j, "claims");
            tr_json_int(&j, v[i].claims);
            tr_json_end(&j);
        }
        tr_json_end(&j);
        tr_json_end(&j);
        return tr_show_json(&j);
    }
    struct tr_text t = { 0 };
    struct tr_terminal how = tr_show_how(s);
    struct tr_table_row *rows = TR_NEW_N(s->arena, struct tr_table_row, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct tr_place_row *p = v[i].place;
        rows[i] =
            (struct tr_table_row){ { tr_arena_printf(s->arena, "%u", v[i].claims).p, tr_cell(s->arena, p->name),
                                     truce_place_kind_name(p->kind), tr_cell(s->arena, p->admin1), p->country, tr_cell(s->arena, p->key) },
                                   NULL };
    }
    tr_show_head(&t, s, "Places", &claims.scope);
    tr_view_table(&t, heads, rows, n, &how);
    return tr_show_text(&t);
}

/* --- show ------------------------------------------------------------------------------------------------------------------------------- */

struct story {
    struct tr_scope scope;
    struct tr_claims claims;
    struct tr_tally tally;
    struct tr_covers covers;
    struct tr_capacities capacity;
    struct tr_positions positions;
    tr_moments when;
    bool last_day; /* nobody named a moment: the last day told */
};

static tr_date last_day(const struct tr_claims *claims)
{
    tr_date d = TR_NO_DATE;
    for (uint32_t i = 0; i < claims->n; i++) {
        tr_date p = claims->v[i].report->published;
        if (p != TR_NO_DATE && (d == TR_NO_DATE || p > d)) d = p;
    }
    return d;
}

static int moment(struct tr_asking *s, const struct options *o, struct story *st)
{
    struct tr_zone *z = NULL;
    struct tr_err err = { 0 };
    int64_t width = 0;
    tr_str name = tr_zone_of_country(st->scope.country);
    if (name.n && tr_zone_in(s->arena, name, &z, &err)) return tr_show_fail(&err);
    if (o->at) {
        if (!tr_instant_parse(tr_str_of(o->at), z, &st->when.from, &width)) {
            tr_complain("--at takes a day or a time such as 2016-05-05T00:30, not \"%s\"", o->at);
            return TR_EXIT_USAGE;
        }
        st->when.to = st->when.from + width;
        return 0;
    }
    tr_date d = last_day(&st->claims);
    st->last_day = d != TR_NO_DATE;
    st->when.from = st->last_day ? tr_instant_of(z, d, 0) : tr_instant_now();
    st->when.to = st->last_day ? tr_instant_of(z, d + 1, 0) : st->when.from + 60;
    return 0;
}

static struct tr_spot spot_of(const struct tr_scope *c)
{
    struct tr_spot s = {
        .located = c->located, .lat = c->lat, .lon = c->lon, .km = c->km, .admin1 = c->admin1, .name = c->name, .kind = c->kind
    };
    memcpy(s.country, c->country, sizeof s.country);
    s.where_prec = c->kind == TRUCE_PLACE_country ? 6 : c->kind == TRUCE_PLACE_admin1 ? 4 : c->kind == TRUCE_PLACE_region ? 5 : 1;
    return s;
}

/* Stances that concern the place, or whose sentence names it. */
static void keep_positions(struct tr_asking *s, struct story *st, tr_str name)
{
    struct tr_position *v = TR_NEW_N(s->arena, struct tr_position, st->positions.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < st->positions.n; i++) {
        const struct tr_position *p = &st->positions.v[i];
        bool here = tr_str_find_i(p->claim->sentence_text, name) >= 0;
        for (uint32_t k = 0; k < st->scope.places.n && !here; k++) here = p->place && p->place->id == st->scope.places.v[k]->id;
        if (here) v[n++] = *p;
    }
    st->positions = (struct tr_positions){ v, n };
}

static int tell(struct tr_asking *s, const struct options *o, const char *name, struct story *st)
{
    struct tr_err err = { 0 };
    struct tr_filter f = s->filter;
    struct tr_claims all;
    struct tr_agreements agreements;
    f.place = tr_str_of(name);
    f.texts = f.undated = true;
    if (tr_ledger_scope(s->ledger, f.place, s->arena, &st->scope, &err) || tr_ledger_claims(s->ledger, &f, s->arena, &st->claims, &err))
        return tr_show_fail(&err);
    int rc = moment(s, o, st);
    if (!rc) rc = tr_show_agreements(s, NULL, &agreements);
    if (rc) return rc;
    struct tr_spot spot = spot_of(&st->scope);
    tr_covers_of(s->arena, &spot, st->when, agreements, &st->covers);
    if (tr_tally_ask(s->ledger, &f, TR_TALLY_SOURCE, s->arena, &st->tally, &err) ||
        tr_capacities_of(s->arena, &st->claims, &st->capacity, &err))
        return tr_show_fail(&err);
    f.place = (tr_str){ "", 0 };
    f.kinds = 1u << TRUCE_KIND_event | 1u << TRUCE_KIND_ceasefire;
    if (tr_ledger_claims(s->ledger, &f, s->arena, &all, &err) || tr_positions_of(s->arena, &all, s->knowledge, &st->positions, &err))
        return tr_show_fail(&err);
    tr_str rest = tr_str_of(name), head;
    tr_str_split(&rest, ',', &head);
    keep_positions(s, st, st->scope.admin1.n && st->scope.kind == TRUCE_PLACE_admin1 ? st->scope.admin1 : head);
    return 0;
}

static void title(struct tr_text *t, const struct tr_asking *s, const char *words)
{
    tr_text_printf(t, "\n%s%s%s\n", s->colour ? "\x1b[1m" : "", words, s->colour ? "\x1b[0m" : "");
}

static void show_toll(struct tr_text *t, struct tr_asking *s, const struct tr_tally *tally, const struct tr_terminal *how)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "source", "grade", "killed", "injured" };
    struct tr_table_row *rows = TR_NEW_N(s->arena, struct tr_table_row, tally->n + 2);
    uint32_t n = 0;
    for (uint32_t i = 0; i <= tally->n; i++) {
        const struct tr_tally_row *r = i < tally->n ? &tally->rows[i] : &tally->all;
        char grade[3] = { r->grade.reliability, r->grade.credibility, '\0' };
        struct tr_table_row row = {
            { i < tally->n ? tr_cell(s->arena, r->name) : "across independent sources", tr_cell(s->arena, tr_str_of(grade)) }, NULL
        };
        for (uint32_t k = 0; k < r->n; k++) {
            if (r->cells[k].harm == TRUCE_HARM_killed) row.cell[2] = tr_cell_range(s->arena, r->cells[k].range);
            if (r->cells[k].harm == TRUCE_HARM_injured) row.cell[3] = tr_cell_range(s->arena, r->cells[k].range);
        }
        if (row.cell[2] || row.cell[3]) rows[n++] = row;
    }
    if (!n) return;
    title(t, s, "TOLL");
    tr_view_table(t, heads, rows, n, how);
}

static int show_page(struct tr_asking *s, const struct story *st)
{
    struct tr_text t = { 0 };
    struct tr_terminal how = tr_show_how(s);
    const struct tr_scope *c = &st->scope;
    tr_show_head(&t, s, "Place", c);
    tr_text_printf(&t, "%s", truce_place_kind_name(c->kind));
    if (c->admin1.n) tr_text_printf(&t, " · %s", tr_cell(s->arena, c->admin1));
    if (c->country[0]) tr_text_printf(&t, " · %s", c->country);
    if (c->located) tr_text_printf(&t, " · %.4f, %.4f", c->lat, c->lon);
    tr_text_printf(&t, " · %u claims\n", st->claims.n);
    show_toll(&t, s, &st->tally, &how);
    if (st->covers.n) {
        int minute;
        tr_date d = tr_instant_local(st->covers.v[0].agreement->zone, st->when.from, &minute);
        title(&t, s,
              tr_arena_printf(s->arena, "TRUCE COVER on %s from %02d:%02d%s", tr_date_iso(s->arena, d).p, minute / 60, minute % 60,
                              st->last_day ? ", the last day that reports tell of" : "")
                  .p);
        tr_view_covers(&t, s->arena, &st->covers, st->when, &how);
    }
    if (st->capacity.n) title(&t, s, "CAPACITY");
    tr_view_capacities(&t, s->arena, &st->capacity, &how);
    if (st->positions.n) title(&t, s, "POSITIONS");
    tr_view_positions(&t, s->arena, &st->positions, &how);
    return tr_show_text(&t);
}

static void toll_json(struct tr_json *j, const struct tr_tally *tally)
{
    tr_json_array(j);
    for (uint32_t i = 0; i < tally->n; i++) {
        const struct tr_tally_row *r = &tally->rows[i];
        tr_json_object(j);
        tr_json_key(j, "source");
        tr_json_str(j, r->name);
        for (uint32_t k = 0; k < r->n; k++) {
            tr_json_key(j, truce_harm_name(r->cells[k].harm));
            tr_json_range(j, r->cells[k].range);
        }
        tr_json_end(j);
    }
    tr_json_end(j);
}

static int show_json(struct tr_asking *s, const struct story *st)
{
    struct tr_json j;
    tr_json_init(&j);
    tr_json_object(&j);
    tr_show_head_json(&j, s, &st->scope);
    tr_json_key(&j, "kind");
    tr_json_cstr(&j, truce_place_kind_name(st->scope.kind));
    tr_json_key(&j, "claims");
    tr_json_int(&j, st->claims.n);
    tr_json_key(&j, "at");
    tr_json_str(&j, tr_instant_iso(s->arena, st->when.from));
    tr_json_key(&j, "toll");
    toll_json(&j, &st->tally);
    tr_json_key(&j, "cover");
    tr_view_covers_json(&j, s->arena, &st->covers, st->when);
    tr_json_key(&j, "capacity");
    tr_json_array(&j);
    for (uint32_t i = 0; i < st->capacity.n; i++) tr_view_capacity_json(&j, &st->capacity.v[i]);
    tr_json_end(&j);
    tr_json_key(&j, "positions");
    tr_json_array(&j);
    for (uint32_t i = 0; i < st->positions.n; i++) tr_view_position_json(&j, &st->positions.v[i]);
    tr_json_end(&j);
    tr_json_end(&j);
    return tr_show_json(&j);
}

static int answer(struct tr_asking *s, const void *options, char **operands, int n)
{
    const struct options *o = options;
    tr_str verb = tr_str_of(n ? operands[0] : "list");
    struct story st = { .last_day = false };
    if (tr_str_is(verb, "list") && n < 2) return list(s, o);
    if (!tr_str_is(verb, "show") || n < 2) {
        tr_complain("places: say \"places list\" or \"places show NAME\"; see truce places --help");
        return TR_EXIT_USAGE;
    }
    int rc = tell(s, o, operands[1], &st);
    if (rc) return rc;
    s->filter.place = tr_str_of(operands[1]);
    return o->ask.json ? show_json(s, &st) : show_page(s, &st);
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    return tr_show_run(&tr_cmd_places, argc, argv, &o, 2, answer);
}

const struct tr_command tr_cmd_places = {
    .name = "places",
    .args = "[list | show NAME] [OPTION]...",
    .summary = "the story of a place: toll, truce cover, hospitals and roads, who speaks of it",
    .help =
        "list counts the claims of every place. show tells what the ledger knows of one: where it is, the toll by each source, which agreements cover it at a\n"
        "moment under each claimed start and when they lapse, what is left of hospitals, staff and roads, and the positions that name it.\n\n"
        "  truce places show Aleppo\n"
        "  truce places show Latakia --at 2016-04-30T00:30     between two claimed starts\n"
        "  truce places list --since 2016-04-22 --json",
    .opts = opts,
    .run = run,
};
