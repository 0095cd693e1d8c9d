/* SPDX-License-Identifier: Apache-2.0 */
/* For bench/accuracy/fit_events.py: reads JSON Lines {"id","text"} and prints, for each word that could trigger an event, a line of
 * id, span, the claim heads' type, its probability, that of "none", the lexicon's type ("?" unknown, "-" no event), weight, whether it describes,
 * and the line of the use's table, negative for nouns. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "reading/frame.h"
#include "reading/tree.h"

static void print_words(const char *id, const struct tr_reading *r)
{
    for (uint32_t i = 0; i < r->doc->n_words; i++) {
        const struct tr_word *w = &r->doc->words[i];
        const struct tr_use *u = tr_use_at(r, i);
        if (!u && !w->event && w->p_event_o > 0.98f) continue;
        bool amod = w->rel == TR_REL_amod && w->head != TR_NO_WORD && i < w->head;
        printf("%s\t%u\t%u\t%s\t%.5f\t%.5f\t%s\t%.2f\t%d\t%d\n", id, w->span.from, w->span.to, w->event ? truce_event_name(w->event) : "-", w->p_event, w->p_event_o,
               !u ? "?" : u->type ? truce_event_name(u->type) : "-", u ? u->weight : 0, amod,
               !u ? 0 : w->upos == TR_UPOS_NOUN || w->upos == TR_UPOS_PROPN || (w->upos == TR_UPOS_ADJ && tr_is_nominal(r->doc, i)) ? -(int)u->line : (int)u->line);
    }
}

int main(int argc, char **argv)
{
    struct truce *t;
    struct truce_reader *rd;
    struct tr_err err;
    FILE *f = argc > 1 ? fopen(argv[1], "r") : NULL;
    if (!f || truce_open(&t, &err) || truce_reader_new(t, &rd, &err)) return fprintf(stderr, "%s\n", f ? err.msg : "no input"), 1;
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    while ((n = getline(&line, &cap, f)) > 0) {
        json_t *j = tr_json_parse((tr_str){ line, (size_t)n }, &err);
        if (!j) continue;
        struct truce_report in = { .text = tr_json_member(j, "text"), .published = TR_NO_DATE };
        const struct truce_reading *out;
        if (!truce_read(rd, &in, &out, &err)) print_words(tr_json_member(j, "id").p, out->inner);
        json_decref(j);
    }
    free(line);
    fclose(f);
    truce_reader_free(rd);
    truce_close(t);
    return 0;
}
