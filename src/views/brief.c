/* SPDX-License-Identifier: Apache-2.0 */
/* A brief written: its blocks made, then set in the format that was asked for. */
#include "views/brief_int.h"

bool tr_brief_format_of(tr_str name, enum tr_brief_format *out)
{
    static const struct {
        const char *name;
        enum tr_brief_format format;
    } all[] = {
        { "md", TR_BRIEF_MD }, { "markdown", TR_BRIEF_MD }, { "html", TR_BRIEF_HTML }, { "htm", TR_BRIEF_HTML }, { "pdf", TR_BRIEF_PDF }
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (!tr_str_is_i(name, all[i].name)) continue;
        *out = all[i].format;
        return true;
    }
    return false;
}

int tr_brief_write(const struct tr_brief *b, enum tr_brief_format format, struct tr_arena *a, const struct tr_sink *to, struct tr_err *err)
{
    struct tr_doc *d = TR_NEW(a, struct tr_doc);
    struct tr_text t = { 0 };
    int rc = TR_OK;
    tr_doc_of(a, b, d);
    if (format == TR_BRIEF_PDF) return tr_brief_pdf(d, to, err);
    /* From here on nothing is taken from the arena: a jump would leave the text behind. */
    if (format == TR_BRIEF_MD) tr_brief_md(d, &t);
    else tr_brief_html(d, &t);
    if (t.failed) rc = tr_fail(err, TR_E_NOMEM, "no memory for the brief");
    else if (!to->put(to->ctx, (tr_str){ t.p, t.n })) rc = tr_fail(err, TR_E_IO, "the brief could not be written: is the disk full?");
    tr_text_fini(&t);
    return rc;
}
