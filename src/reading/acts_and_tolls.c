/* SPDX-License-Identifier: Apache-2.0 */
/* What acts and tolls tell of each other: "A mortar round fell on the market. Three people died." The sentence that counts the harm seldom says again
 * what did it and who, and the verb that kills is that of the toll's perpetrator. */
#include "reading/events_int.h"
#include "reading/tree.h"

static enum truce_means means_of(enum truce_mode m)
{
    switch (m) {
    case TRUCE_MODE_aerial: return TRUCE_MEANS_airstrike;
    case TRUCE_MODE_shelling: return TRUCE_MEANS_shelling;
    case TRUCE_MODE_rocket: return TRUCE_MEANS_rocket;
    case TRUCE_MODE_bombing: return TRUCE_MEANS_bombing;
    case TRUCE_MODE_suicide: return TRUCE_MEANS_suicide;
    case TRUCE_MODE_firearms: return TRUCE_MEANS_shooting;
    case TRUCE_MODE_clash: return TRUCE_MEANS_clashes;
    case TRUCE_MODE_execute: return TRUCE_MEANS_execution;
    case TRUCE_MODE_chemical: return TRUCE_MEANS_chemical;
    case TRUCE_MODE_drone: return TRUCE_MEANS_drone;
    default: return TRUCE_MEANS_none;
    }
}

/* The mode of what was done by one means; other for several, or for one that no mode is for. */
static enum truce_mode mode_of(uint32_t means)
{
    for (enum truce_mode m = TRUCE_MODE_none + 1; m < TRUCE_MODE_count; m++)
        if (means_of(m) && means == 1u << means_of(m)) return m;
    return TRUCE_MODE_other;
}

static bool is_bodily_harm(enum truce_harm h)
{
    return h == TRUCE_HARM_killed || h == TRUCE_HARM_injured || h == TRUCE_HARM_casualties;
}

static bool is_deadly_verb(const struct tr_doc *d, uint32_t w)
{
    static const char *const verbs[] = { "kill", "wound", "injure", "slay", "murder", "massacre", NULL };
    for (const char *const *v = verbs; *v; v++)
        if (tr_is_lemma(d, w, *v)) return true;
    return false;
}

/* The nearest act, in the toll's sentence or the one before, that happened where the toll did; event claims are [first, end), in text order. */
static const struct truce_claim *act_behind(const struct tr_reading *r, const struct truce_claim *toll, uint32_t first, uint32_t end)
{
    const struct truce_claim *best = NULL, *own = NULL; /* own: the toll's own verb, which names nobody */
    for (uint32_t i = first; i < end && r->claims.v[i].sentence <= toll->sentence; i++) {
        const struct truce_claim *e = &r->claims.v[i];
        bool act = e->event.type == TRUCE_EVENT_ASSAULT && e->status == TRUCE_STATUS_actual && means_of(e->event.mode);
        if (!act || e->sentence + 1 < toll->sentence || e->place != toll->place) continue;
        if (e->sentence == toll->sentence && !e->event.actor && is_deadly_verb(r->doc, e->word)) own = e;
        else best = e;
    }
    return best ? best : own;
}

/* "Three people died": means and perpetrator from the act told just before, where the report counts the dead of that place and time. */
static void toll_of_act(struct tr_reading *r, struct truce_claim *toll, uint32_t first, uint32_t end)
{
    bool open = toll->status == TRUCE_STATUS_actual && !toll->casualties.cumulative && is_bodily_harm(toll->casualties.harm);
    if (!open || toll->casualties.means || !toll->place) return;
    const struct truce_claim *act = act_behind(r, toll, first, end);
    if (!act) return;
    toll->casualties.means = 1u << means_of(act->event.mode);
    bool own = toll->casualties.who == TRUCE_WHO_combatants || act->event.actor == toll->source;
    if (!toll->casualties.by && !own) toll->casualties.by = act->event.actor;
    tr_claim_why(r, toll, "act told before");
}

/* The toll nearest to a verb that kills, in its sentence; NULL when none. */
static const struct truce_claim *toll_beside(const struct tr_reading *r, const struct truce_claim *act, const struct tr_candidates *c)
{
    const struct truce_claim *best = NULL;
    uint32_t near = UINT32_MAX;
    TR_EACH_TOLL(r, c, act->word, i)
    {
        const struct truce_claim *toll = &r->claims.v[i];
        uint32_t far = toll->word > act->word ? toll->word - act->word : act->word - toll->word;
        if (toll->status != TRUCE_STATUS_actual || !is_bodily_harm(toll->casualties.harm) || far >= near) continue;
        near = far;
        best = toll;
    }
    return best;
}

/* "Five were killed": by whoever is told to have harmed those that the clause counts, and by those means. */
static void doer_of_toll(struct tr_reading *r, struct truce_claim *act, const struct tr_candidates *c)
{
    if (act->event.type != TRUCE_EVENT_ASSAULT || !is_deadly_verb(r->doc, act->word)) return;
    const struct truce_claim *toll = toll_beside(r, act, c);
    if (!toll) return;
    if (act->event.mode == TRUCE_MODE_other) act->event.mode = mode_of(toll->casualties.means);
    if (act->event.actor || !toll->casualties.by || toll->casualties.by == act->event.recipient) return;
    act->event.actor = toll->casualties.by;
    tr_claim_why(r, act, "actor: of the toll");
}

void tr_acts_and_tolls(struct tr_reading *r, const struct tr_candidates *c, uint32_t first)
{
    uint32_t end = r->claims.n, from = first;
    for (uint32_t i = 0; i < first; i++) {
        struct truce_claim *toll = &r->claims.v[i];
        if (toll->kind != TRUCE_KIND_casualties) continue;
        if (from > first && r->claims.v[from - 1].sentence + 1 >= toll->sentence) from = first; /* tolls stand nearly in order, not quite */
        while (from < end && r->claims.v[from].sentence + 1 < toll->sentence) from++;
        toll_of_act(r, toll, from, end);
    }
    for (uint32_t i = first; i < end; i++) doer_of_toll(r, &r->claims.v[i], c);
}
