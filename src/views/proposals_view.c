/* SPDX-License-Identifier: Apache-2.0 */
/* Proposed changes of terms, each with the sentence that tells it. */
#include "views/agreements_view.h"

static const char *standing(const struct tr_proposal *p)
{
    return p->accepted ? "accepted" : p->rejected ? "rejected" : "open";
}

static tr_str sentence(const struct tr_claim_row *c)
{
    return tr_str_trim(c->sentence_text.n ? c->sentence_text : c->quote);
}

void tr_view_proposals(struct tr_text *out, struct tr_arena *a, const struct tr_proposals *p, const struct tr_terminal *how)
{
    const char *dim = how->colour ? "\x1b[2m" : "", *bold = how->colour ? "\x1b[1m" : "", *plain = how->colour ? "\x1b[0m" : "";
    for (uint32_t i = 0; i < p->n; i++) {
        const struct tr_proposal *x = &p->v[i];
        const struct tr_claim_row *c = x->claim;
        tr_text_printf(out, "%s%s" TR_STR_FMT "%s  %s\n", i ? "\n" : "", bold, TR_STR_ARG(x->id), plain, standing(x));
        tr_text_printf(out, "  " TR_STR_FMT, TR_STR_ARG(x->text));
        if (x->others) tr_text_printf(out, " (and %u more %s)", x->others, x->others == 1 ? "claim" : "claims");
        tr_text_printf(out, "\n  %s" TR_STR_FMT ", " TR_STR_FMT ", confidence %.2f:%s " TR_STR_FMT "\n", dim, TR_STR_ARG(c->report->key),
                       TR_STR_ARG(tr_date_iso(a, c->report->published)), c->confidence, plain, TR_STR_ARG(sentence(c)));
    }
    tr_text_printf(out, "%s%u %s\n", p->n ? "\n" : "", p->n, p->n == 1 ? "proposal" : "proposals");
}

static const char *change_name(int kind)
{
    switch (kind) {
    case TR_CHANGE_ADD_TERRITORY: return "add_territory";
    case TR_CHANGE_DROP_TERRITORY: return "drop_territory";
    case TR_CHANGE_END: return "end";
    case TR_CHANGE_EXCLUDE: return "exclude";
    default: return "other";
    }
}

void tr_view_proposals_json(struct tr_json *j, const struct tr_proposals *p)
{
    tr_json_array(j);
    for (uint32_t i = 0; i < p->n; i++) {
        const struct tr_proposal *x = &p->v[i];
        tr_json_object(j);
        tr_json_key(j, "id");
        tr_json_str(j, x->id);
        tr_json_key(j, "agreement");
        tr_json_str(j, x->agreement->id);
        tr_json_key(j, "change");
        tr_json_cstr(j, change_name((int)x->change.kind));
        tr_json_key(j, "value");
        tr_json_str(j, x->change.value);
        tr_json_key(j, "text");
        tr_json_str(j, x->text);
        tr_json_key(j, "claim");
        tr_json_int(j, x->claim->id);
        tr_json_key(j, "others");
        tr_json_int(j, x->others);
        tr_json_key(j, "report");
        tr_json_str(j, x->claim->report->key);
        tr_json_key(j, "sentence");
        tr_json_str(j, sentence(x->claim));
        tr_json_key(j, "standing");
        tr_json_cstr(j, standing(x));
        tr_json_end(j);
    }
    tr_json_end(j);
}
