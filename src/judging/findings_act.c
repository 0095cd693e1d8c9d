/* SPDX-License-Identifier: Apache-2.0 */
/* Is the act prohibited? An attack is, unless the agreement says otherwise; what is allowed under a condition (self-defence) leaves it open only when reports give a sign of that. */
#include "judging/findings_int.h"

static bool says(const struct tr_incident *in, const char *const *words)
{
    for (uint32_t i = 0; i < in->n; i++) {
        const struct tr_claim_row *c = in->merges[i].claim;
        tr_str s = c->sentence_text.n ? c->sentence_text : c->quote;
        for (const char *const *w = words; *w; w++) {
            if (tr_str_find_i(s, tr_str_of(*w)) >= 0) return true;
        }
    }
    return false;
}

bool tr_case_defence(struct tr_case *c)
{
    static const char *const words[] = { "self-defence", "self-defense",  "self defence",   "self defense",  "in response to",
                                         "responded to", "returned fire", "return fire",    "repel",         "retaliat",
                                         "fired back",   "thwart",        "counter-attack", "counterattack", NULL };
    if (c->defence < 0) c->defence = says(c->in, words);
    return c->defence;
}

bool tr_case_mingled(struct tr_case *c)
{
    static const char *const words[] = { "intermingl",
                                         "intermixed",
                                         "mixed in with",
                                         "mixed with",
                                         "alongside al-nusra",
                                         "alongside the nusra",
                                         "alongside nusra",
                                         "allied with al-nusra",
                                         "terrorist positions",
                                         "terrorist targets",
                                         NULL };
    if (c->mingled < 0) c->mingled = says(c->in, words);
    return c->mingled;
}

/* Whether what was done is one of these acts; a mode that nobody tells may be the one that is asked for. */
static enum tr_tri is_act(const struct tr_act *act, const struct tr_incident *in)
{
    enum tr_tri type = !act->types || (act->types >> in->type & 1) ? TR_YES : TR_NO;
    enum tr_tri mode = TR_YES;
    if (act->modes && !(act->modes >> in->mode & 1))
        mode = in->mode == TRUCE_MODE_none || in->mode == TRUCE_MODE_other ? TR_UNKNOWN : TR_NO;
    return tr_tri_and(type, mode);
}

static void disputed(struct tr_arena *a, const struct tr_act *act, enum tr_tri v, const char *what, struct tr_options *out)
{
    tr_str yes = tr_arena_printf(a, TR_STR_FMT " is %s (" TR_STR_FMT ")", TR_STR_ARG(act->name), what, TR_STR_ARG(act->term.source));
    tr_option_add(out, v, &act->term, yes, act->disputed_by.n ? yes : TR_NOTHING);
    if (!act->disputed_by.n) return;
    tr_str no = tr_arena_printf(a, TR_STR_FMT " is not %s (" TR_STR_FMT ")", TR_STR_ARG(act->name), what, TR_STR_ARG(act->disputed_by));
    tr_option_add(out, v == TR_YES ? TR_NO : TR_YES, &act->term, no, no);
}

/* The permitted act that it is; conditional ones count as such only with a sign. */
static const struct tr_act *permitted(struct tr_ready *r, struct tr_case *c, bool terse, enum tr_tri *how)
{
    struct tr_acts p = r->agreement->permitted;
    for (uint32_t i = 0; i < p.n; i++) {
        enum tr_tri v = is_act(&p.v[i], c->in);
        if (v == TR_NO) continue;
        if (p.v[i].only.n) {
            if (terse || !tr_str_is(p.v[i].only, "self-defence") || !tr_case_defence(c)) continue;
            v = TR_UNKNOWN;
        } else if (v == TR_UNKNOWN) {
            continue; /* an attack whose means nobody tells is not taken for the exception */
        }
        *how = v;
        return &p.v[i];
    }
    return NULL;
}

void tr_ask_act(struct tr_ready *r, struct tr_case *c, bool terse, struct tr_options *out)
{
    struct tr_arena *a = r->cases->arena;
    struct tr_acts p = r->agreement->prohibited;
    enum tr_tri how = TR_NO;
    const struct tr_act *allowed = permitted(r, c, terse, &how), *maybe = NULL;
    if (allowed && how == TR_YES) {
        disputed(a, allowed, TR_NO, "permitted", out);
        return;
    }
    if (allowed) {
        tr_option_add(out, TR_UNKNOWN, &allowed->term, tr_arena_printf(a, "reports speak of %s", "self-defence, which is permitted"),
                      TR_NOTHING);
        return;
    }
    for (uint32_t i = 0; i < p.n; i++) {
        enum tr_tri v = is_act(&p.v[i], c->in);
        if (v == TR_UNKNOWN) maybe = &p.v[i];
        if (v != TR_YES) continue;
        if (terse && !p.v[i].disputed_by.n) tr_option_add(out, TR_YES, &p.v[i].term, p.v[i].name, TR_NOTHING);
        else disputed(a, &p.v[i], TR_YES, "prohibited", out);
        return;
    }
    bool attack = c->in->type == TRUCE_EVENT_ASSAULT;
    if (maybe) {
        tr_option_add(out, TR_UNKNOWN, &maybe->term, TR_STR("nobody says by what means"), TR_NOTHING);
    } else if (!p.n && attack) {
        tr_option_add(out, TR_YES, NULL, TR_STR("an attack: the agreement lists no acts, and ending attacks is what a ceasefire means"),
                      TR_NOTHING);
    } else {
        tr_option_add(out, TR_NO, NULL, TR_STR("no act that the agreement prohibits"), TR_NOTHING);
    }
}
