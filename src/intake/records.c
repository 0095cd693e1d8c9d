/* SPDX-License-Identifier: Apache-2.0 */
/* One JSON record, or one decoded document, to a report. */
#include "base/utf8.h"
#include "intake/reader.h"

/* Cut at the ceiling: behind a line, else a sentence, else a character. */
static tr_str cut_text(struct tr_arena *a, tr_str text, struct tr_diags *diags)
{
    if (text.n <= TR_MAX_TEXT_BYTES) return text;
    size_t n = TR_MAX_TEXT_BYTES, low = n - 65536;
    while (n > low && text.p[n - 1] != '\n') n--;
    if (n == low) {
        for (n = TR_MAX_TEXT_BYTES; n > low && !(text.p[n - 1] == ' ' && text.p[n - 2] == '.');) n--;
    }
    if (n == low) {
        for (n = TR_MAX_TEXT_BYTES; n > low && ((unsigned char)text.p[n] & 0xC0) == 0x80;) n--;
    }
    tr_diag_add(a, diags, TR_WARNING, n, 0, "the text has %zu bytes: only the first %zu are read; split it into its reports", text.n, n);
    return tr_str_sub(text, 0, n);
}

/* A copy in the arena, NULs as blanks (as many bytes, so that spans hold). */
static tr_str without_nuls(struct tr_arena *a, tr_str text, struct tr_diags *diags)
{
    tr_str t = tr_arena_dup(a, text);
    size_t nuls = 0, first = 0;
    for (char *p = (char *)(uintptr_t)t.p, *end = p + t.n; p < end && (p = memchr(p, 0, (size_t)(end - p))); p++) {
        if (nuls++ == 0) first = (size_t)(p - t.p);
        *p = ' ';
    }
    if (nuls)
        tr_diag_add(a, diags, TR_WARNING, first, 0,
                    "%zu NUL characters, the first at byte %zu, are read as blanks: check where the text comes from", nuls, first);
    return t;
}

void tr_report_finish(struct tr_arena *a, struct tr_input *in, tr_str text)
{
    in->text = without_nuls(a, cut_text(a, text, &in->diags), &in->diags);
    tr_dateline_apply(a, in);
    if (!in->language.n) in->language = tr_language_guess(in->text);
    if (in->language.n && !tr_str_starts_i(in->language, TR_STR("en"))) {
        tr_diag_add(a, &in->diags, TR_WARNING, 0, 0,
                    "the report seems to be in \"" TR_STR_FMT "\": only English is read; translate it first", TR_STR_ARG(in->language));
    }
}

void tr_report_start(struct tr_arena *a, struct tr_input *in, const struct tr_intake_options *opt, const char *name)
{
    *in = (struct tr_input){ .published = opt->published, .published_from = TRUCE_DATED_unknown };
    in->outlet = in->title = in->url = in->language = in->id = TR_STR("");
    if (opt->published != TR_NO_DATE) in->published_from = TRUCE_DATED_option;
    in->origin = tr_arena_dup(a, tr_str_of(name));
}

/* The file's name without its folder and extension. */
tr_str tr_report_id(tr_str name)
{
    for (size_t i = name.n; i > 0; i--) {
        if (name.p[i - 1] == '/') {
            name = tr_str_sub(name, i, name.n);
            break;
        }
    }
    for (size_t i = name.n; i > 1; i--) {
        if (name.p[i - 1] == '.') return tr_str_sub(name, 0, i - 1);
    }
    return name;
}

static tr_str copy_member(struct tr_arena *a, const json_t *v, const char *key)
{
    tr_str s = tr_json_member(v, key);
    return s.n ? tr_arena_dup(a, tr_str_sub(s, 0, 4096)) : TR_STR("");
}

/* "published" or "date": a string, or seconds (milliseconds) since 1970. */
static void take_date(struct tr_arena *a, const json_t *v, struct tr_input *in)
{
    static const char *const keys[] = { "published", "date" };
    for (int i = 0; i < 2 && in->published == TR_NO_DATE; i++) {
        const json_t *d = json_object_get(v, keys[i]);
        tr_str s = tr_json_member(v, keys[i]);
        if (json_is_integer(d)) {
            json_int_t sec = json_integer_value(d);
            if (sec > 100000000000 || sec < -100000000000) sec /= 1000;
            if (sec > -2208988800 && sec < 7258118400) in->published = (tr_date)(sec / 86400 - (sec % 86400 < 0));
        } else if (tr_str_trim(s).n && !tr_intake_date(s, &in->published)) {
            tr_diag_add(a, &in->diags, TR_WARNING, 0, in->line, "\"%s\": \"%.*s\" is no date that can be read: write it as YYYY-MM-DD",
                        keys[i], (int)(s.n > 60 ? 60 : s.n), s.p);
        }
        if (in->published != TR_NO_DATE) in->published_from = TRUCE_DATED_metadata;
    }
}

int tr_report_record(struct tr_arena *a, const json_t *v, struct tr_input *in, struct tr_err *err)
{
    tr_str where = in->origin;
    if (!json_is_object(v))
        return tr_fail_at(err, TR_E_INPUT, 0, in->line,
                          TR_STR_FMT ":%u: is no object: a record is {\"id\", \"outlet\", \"published\", \"title\", \"url\", \"text\"}",
                          TR_STR_ARG(where), in->line);
    tr_str text = tr_json_member(v, "text");
    if (!tr_str_trim(text).n)
        return tr_fail_at(err, TR_E_INPUT, 0, in->line,
                          TR_STR_FMT ":%u: has no \"text\": give the report's text as a string under that name", TR_STR_ARG(where),
                          in->line);
    const json_t *id = json_object_get(v, "id");
    if (json_is_integer(id)) in->id = tr_arena_printf(a, "%lld", (long long)json_integer_value(id));
    else in->id = copy_member(a, v, "id");
    in->outlet = copy_member(a, v, "outlet");
    in->title = copy_member(a, v, "title");
    in->url = copy_member(a, v, "url");
    in->language = tr_str_sub(copy_member(a, v, "language"), 0, 35);
    take_date(a, v, in);
    tr_report_finish(a, in, text);
    return 1;
}

/* A short first line with an empty one behind it is the title; it stays in the text. */
static tr_str first_line_title(struct tr_arena *a, tr_str text)
{
    tr_str rest = text, line, next;
    if (!tr_str_split(&rest, '\n', &line) || !tr_str_split(&rest, '\n', &next)) return TR_STR("");
    line = tr_str_trim(line);
    if (line.n == 0 || line.n > 200 || tr_str_trim(next).n || tr_str_ends(line, TR_STR(".")) || !tr_str_trim(rest).n) return TR_STR("");
    return tr_arena_dup(a, line);
}

void tr_report_plain(struct tr_arena *a, tr_str utf8, struct tr_input *in)
{
    in->title = first_line_title(a, utf8);
    tr_report_finish(a, in, utf8);
}

/* The headline is part of what the page asserts: it stands above the article, as in plain text. */
static tr_str under_title(struct tr_arena *a, tr_str title, tr_str body)
{
    if (!title.n || tr_str_starts(body, title)) return body;
    return tr_arena_printf(a, TR_STR_FMT "\n\n" TR_STR_FMT, TR_STR_ARG(title), TR_STR_ARG(body));
}

int tr_report_page(struct tr_arena *a, tr_str utf8, struct tr_input *in, struct tr_err *err)
{
    /* libxml2 stops at a NUL. */
    struct tr_page *page = tr_page_parse(a, memchr(utf8.p, 0, utf8.n) ? without_nuls(a, utf8, &in->diags) : utf8, &in->diags);
    if (!page)
        return tr_fail(err, TR_E_NOMEM, TR_STR_FMT ": the page needs more memory than a report may have: save its text",
                       TR_STR_ARG(in->origin));
    tr_page_meta(page, a, in);
    tr_str text = tr_page_body(page, a);
    if (!text.n)
        return tr_fail(err, TR_E_INPUT,
                       TR_STR_FMT ": the page holds no article text (a script may fetch it): save the page from a browser as text",
                       TR_STR_ARG(in->origin));
    tr_report_finish(a, in, under_title(a, in->title, text));
    return 1;
}
