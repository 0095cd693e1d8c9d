/* SPDX-License-Identifier: Apache-2.0 */
/* Walks what was given, file by file and record by record. */
#include "intake/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "intake/reader.h"

/* Bytes looked at to recognise a file. */
#define HEAD_BYTES ((size_t)64 * 1024)

struct tr_intake {
    const char *const *paths;
    size_t n_paths, next_path;
    struct tr_intake_options opt;
    FTS *walk; /* the folder being walked, or NULL */
    struct tr_source src;
    bool open;             /* src is a file from which records still come */
    enum tr_format format; /* of its records */
    char *name;            /* in messages; malloc'd */
    uint32_t n_records;
    json_t *record;                /* held here, so that a longjmp of the arena leaks nothing */
    struct tr_work work, repaired; /* the decoded document; the decoded record */
    uint64_t done, total;
};

/* --- opening --- */

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* Bytes of the files that walking the folder will open. */
static uint64_t total_of_folder(const char *path)
{
    char *roots[] = { (char *)(uintptr_t)path, NULL };
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, NULL);
    uint64_t total = 0;
    FTSENT *e;
    while (walk && (e = fts_read(walk))) {
        bool hidden = e->fts_level > 0 && e->fts_name[0] == '.';
        if (hidden && e->fts_info == FTS_D) fts_set(walk, e, FTS_SKIP);
        if (!hidden && e->fts_info == FTS_F) total += (uint64_t)e->fts_statp->st_size;
    }
    if (walk) fts_close(walk);
    return total;
}

/* 0 when something is given whose size is not known before: standard input, a pipe. */
static uint64_t total_of(const char *const *paths, size_t n)
{
    uint64_t total = 0;
    struct stat st;
    for (size_t i = 0; i < n; i++) {
        if (!strcmp(paths[i], "-") || stat(paths[i], &st)) return 0;
        if (S_ISDIR(st.st_mode)) total += total_of_folder(paths[i]);
        else if (S_ISREG(st.st_mode)) total += (uint64_t)st.st_size;
        else return 0;
    }
    return total;
}

int tr_intake_open(const char *const *paths, size_t n, const struct tr_intake_options *opt, struct tr_intake **out, struct tr_err *err)
{
    struct tr_intake *in = calloc(1, sizeof *in);
    *out = in;
    if (!in) return tr_fail(err, TR_E_NOMEM, "out of memory");
    if (sodium_init() < 0) {
        free(in);
        *out = NULL;
        return tr_fail(err, TR_E_IO, "libsodium cannot start: no source of random numbers");
    }
    xmlInitParser();
    in->paths = paths;
    in->n_paths = n;
    in->opt = opt ? *opt : (struct tr_intake_options){ .published = TR_NO_DATE, .outlet = { "", 0 }, .raw = false };
    in->src.fd = -1;
    in->total = total_of(paths, n);
    return TR_OK;
}

static void leave_file(struct tr_intake *in)
{
    in->done += in->src.taken;
    in->src.taken = 0;
    if (in->src.own_fd && in->src.fd >= 0) close(in->src.fd);
    tr_source_init(&in->src, -1, false);
    in->open = false;
    free(in->name);
    in->name = NULL;
}

void tr_intake_close(struct tr_intake *in)
{
    if (!in) return;
    leave_file(in);
    tr_source_fini(&in->src);
    if (in->walk) fts_close(in->walk);
    json_decref(in->record);
    free(in->work.p);
    free(in->repaired.p);
    free(in);
}

void tr_intake_progress(const struct tr_intake *in, uint64_t *done, uint64_t *total)
{
    *done = in->done + in->src.taken;
    *total = in->total;
}

static const char *remedy(int error)
{
    switch (error) {
    case EACCES:
    case EPERM: return ": make it readable for you (chmod +r)";
    case ENOENT: return ": check the name";
    case EMFILE: return ": raise the limit of open files (ulimit -n)";
    default: return "";
    }
}

static int open_file(struct tr_intake *in, const char *path, const char *name, bool walked, struct tr_err *err)
{
    struct stat st;
    /* A pipe may be given by name; one met in a folder would wait for ever. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (walked ? O_NONBLOCK : 0));
    if (fd < 0) return tr_fail(err, TR_E_IO, "%s: cannot be opened (%s)%s", name, strerror(errno), remedy(errno));
    if (fstat(fd, &st) || S_ISDIR(st.st_mode) || (walked && !S_ISREG(st.st_mode))) {
        close(fd);
        return tr_fail(err, TR_E_IO, "%s: is no file", name);
    }
    in->name = strdup(name);
    if (!in->name) {
        close(fd);
        return tr_fail(err, TR_E_NOMEM, "out of memory");
    }
    tr_source_init(&in->src, fd, true);
    return 1;
}

/* The next file of the folder being walked: 1 opened, 0 the folder is done. */
static int next_of_folder(struct tr_intake *in, struct tr_err *err)
{
    FTSENT *e;
    while ((e = fts_read(in->walk))) {
        if (e->fts_level > 0 && e->fts_name[0] == '.') {
            if (e->fts_info == FTS_D) fts_set(in->walk, e, FTS_SKIP);
            continue;
        }
        switch (e->fts_info) {
        case FTS_F: return open_file(in, e->fts_accpath, e->fts_path, true, err);
        case FTS_DNR:
        case FTS_ERR:
        case FTS_NS: return tr_fail(err, TR_E_IO, "%s: cannot be read (%s)%s", e->fts_path, strerror(e->fts_errno), remedy(e->fts_errno));
        case FTS_DC: return tr_fail(err, TR_E_IO, "%s: the folder contains itself and is not walked again", e->fts_path);
        default: break; /* folders, links, devices */
        }
    }
    fts_close(in->walk);
    in->walk = NULL;
    return 0;
}

/* 1: a file is open in in->src. 0: no more. Below 0: this one not. */
static int next_file(struct tr_intake *in, struct tr_err *err)
{
    for (;;) {
        if (in->walk) {
            int rc = next_of_folder(in, err);
            if (rc) return rc;
        }
        if (in->next_path == in->n_paths) return 0;
        const char *path = in->paths[in->next_path++];
        struct stat st;
        if (!strcmp(path, "-")) {
            in->name = strdup("standard input");
            if (!in->name) return tr_fail(err, TR_E_NOMEM, "out of memory");
            tr_source_init(&in->src, STDIN_FILENO, false);
            return 1;
        }
        if (stat(path, &st) || !S_ISDIR(st.st_mode)) return open_file(in, path, path, false, err);
        char *roots[] = { (char *)(uintptr_t)path, NULL };
        in->walk = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
        if (!in->walk) return tr_fail(err, TR_E_IO, "%s: cannot be walked (%s)%s", path, strerror(errno), remedy(errno));
    }
}

/* --- one document --- */

/* The id of a document that has no other: of standard input "stdin". */
static void set_id(struct tr_arena *a, struct tr_input *out, uint32_t number)
{
    if (out->id.n) return;
    tr_str base = tr_str_is(out->origin, "standard input") ? TR_STR("stdin") : tr_report_id(out->origin);
    out->id = number ? tr_arena_printf(a, TR_STR_FMT "#%u", TR_STR_ARG(base), number) : tr_arena_dup(a, base);
}

static void say_encoding(struct tr_arena *a, const struct tr_decoded *d, struct tr_diags *diags)
{
    switch (d->how) {
    case TR_HOW_DETECTED:
        tr_diag_add(a, diags, TR_NOTE, 0, 0,
                    "no encoding is stated and it is not UTF-8: read as %s, by its bytes; save it as UTF-8 if letters are wrong",
                    d->charset);
        break;
    case TR_HOW_DECLARED:
    case TR_HOW_MARK:
        if (strcmp(d->charset, "UTF-8"))
            tr_diag_add(a, diags, TR_NOTE, 0, 0, "read as %s, as %s states", d->charset,
                        d->how == TR_HOW_MARK ? "its byte order mark" : "the page");
        break;
    case TR_HOW_DAMAGED:
        tr_diag_add(a, diags, TR_WARNING, d->first_bad, 0,
                    "%u bytes are no UTF-8, the first at byte %llu: they are read as U+FFFD; fetch the file again", d->n_bad,
                    (unsigned long long)d->first_bad);
        break;
    case TR_HOW_UTF8: break;
    }
}

static void say_cut(struct tr_arena *a, uint64_t size, struct tr_diags *diags)
{
    tr_diag_add(a, diags, TR_WARNING, TR_MAX_PAGE_BYTES, 0,
                "the file has %llu bytes: only the first %u are read; split it into its reports", (unsigned long long)size,
                TR_MAX_PAGE_BYTES);
}

/* JSON in UTF-16 and the like: the decoded text takes the file's place in the buffer, and is read from there. */
static int records_from(struct tr_intake *in, tr_str utf8, enum tr_format format, struct tr_err *err)
{
    char *p = malloc(utf8.n + 1);
    if (!p) return tr_fail(err, TR_E_NOMEM, "%s: out of memory", in->name);
    memcpy(p, utf8.p, utf8.n);
    in->done += in->src.taken;
    int fd = in->src.fd;
    bool own = in->src.own_fd;
    free(in->src.buf);
    in->src = (struct tr_source){ .fd = fd, .own_fd = own, .eof = true, .buf = p, .to = utf8.n, .cap = utf8.n + 1, .line = 1 };
    in->format = format;
    if (format == TR_FORMAT_ARRAY) tr_source_take(&in->src, (size_t)(tr_str_find(utf8, TR_STR("[")) + 1));
    in->open = true;
    return 0;
}

/* bytes: the whole document, or its first part when out->bytes is more. 0: it holds records, which come next. */
static int read_document(struct tr_intake *in, tr_str bytes, struct tr_arena *a, struct tr_input *out, struct tr_err *err)
{
    struct tr_decoded d;
    struct tr_err inner = { 0 };
    tr_str declared = tr_page_charset(bytes);
    bool cut = out->bytes > bytes.n;
    if (bytes.n && bytes.p[0] != '<' && tr_str_find_i(tr_str_sub(bytes, 0, 1024), TR_STR("<")) < 0) declared = TR_STR("");
    int rc = tr_decode(bytes, declared, cut, &in->work, &d, &inner);
    if (rc) return tr_fail_at(err, rc, inner.byte, 0, TR_STR_FMT ": %s: save it as UTF-8", TR_STR_ARG(out->origin), inner.msg);
    if (!tr_str_trim(d.text).n) return tr_fail(err, TR_E_INPUT, TR_STR_FMT ": is empty: there is nothing to read", TR_STR_ARG(out->origin));
    if (tr_looks_binary(d.text))
        return tr_fail(err, TR_E_INPUT, TR_STR_FMT ": is binary, no text: turn it into text or HTML first", TR_STR_ARG(out->origin));
    say_encoding(a, &d, &out->diags);
    if (cut) say_cut(a, out->bytes, &out->diags);
    enum tr_format format = tr_recognise_utf8(tr_str_sub(d.text, 0, HEAD_BYTES), d.text.n <= HEAD_BYTES);
    if (format == TR_FORMAT_HTML) return tr_report_page(a, d.text, out, err);
    if (format != TR_FORMAT_TEXT && d.text.p != bytes.p) return records_from(in, d.text, format, err);
    tr_report_plain(a, d.text, out);
    return 1;
}

static int whole_file(struct tr_intake *in, struct tr_arena *a, struct tr_input *out, struct tr_err *err)
{
    tr_str bytes;
    switch (tr_source_rest(&in->src, TR_MAX_PAGE_BYTES, &bytes, &out->bytes, out->sha256)) {
    case TR_TAKEN: break;
    case TR_TAKEN_TOO_LONG:
        return tr_fail(err, TR_E_LIMIT, "%s: is longer than %u bytes: split it into its reports", in->name, TR_MAX_FILE_BYTES);
    case TR_TAKEN_NO_MEMORY: return tr_fail(err, TR_E_NOMEM, "%s: out of memory", in->name);
    default:
        return tr_fail_at(err, TR_E_IO, in->src.taken, 0, "%s: cannot be read (%s)%s", in->name, strerror(in->src.error),
                          remedy(in->src.error));
    }
    if (in->opt.raw) out->raw = tr_arena_dup(a, bytes); /* before it is decoded where it lies */
    int rc = read_document(in, bytes, a, out, err);
    if (rc == 1) set_id(a, out, 0);
    return rc;
}

/* --- records --- */

/* A record that is not UTF-8 is decoded or repaired rather than lost. */
static tr_str repair(struct tr_intake *in, tr_str s, struct tr_arena *a, struct tr_diags *diags)
{
    struct tr_decoded d;
    if (tr_utf8_valid(s, NULL) || tr_decode(s, TR_STR(""), false, &in->repaired, &d, NULL)) return s;
    say_encoding(a, &d, diags);
    return d.text;
}

static int read_record(struct tr_intake *in, tr_str bytes, struct tr_arena *a, struct tr_input *out, struct tr_err *err)
{
    struct tr_err inner = { 0 };
    out->bytes = bytes.n;
    if (in->opt.raw) out->raw = tr_arena_dup(a, bytes);
    tr_sha256(bytes, out->sha256);
    json_decref(in->record);
    in->record = NULL;
    in->record = tr_json_parse(repair(in, bytes, a, &out->diags), &inner);
    if (!in->record) {
        uint32_t line = out->line + (in->format == TR_FORMAT_LINES || !inner.line ? 0 : inner.line - 1);
        return tr_fail_at(err, inner.code, inner.byte, line,
                          "%s:%u: is no JSON at byte %llu of the record (%s): correct or delete it; the other records are read", in->name,
                          line, (unsigned long long)inner.byte, inner.msg);
    }
    int rc = tr_report_record(a, in->record, out, err);
    if (rc == 1) set_id(a, out, in->format == TR_FORMAT_LINES ? out->line : in->n_records);
    return rc;
}

static int record_failed(struct tr_intake *in, enum tr_taken got, uint32_t line, uint64_t size, struct tr_err *err)
{
    switch (got) {
    case TR_TAKEN_TOO_LONG:
        return tr_fail_at(err, TR_E_LIMIT, in->src.taken, line,
                          "%s:%u: the record has %llu bytes, more than the %u allowed, and is passed over: split it into its reports",
                          in->name, line, (unsigned long long)size, TR_MAX_RECORD_BYTES);
    case TR_TAKEN_NO_MEMORY: tr_fail_at(err, TR_E_NOMEM, in->src.taken, line, "%s:%u: out of memory", in->name, line); break;
    default:
        if (in->src.error)
            tr_fail_at(err, TR_E_IO, in->src.taken, line, "%s:%u: cannot be read further (%s)", in->name, line, strerror(in->src.error));
        else
            tr_fail_at(err, TR_E_INPUT, in->src.taken, line,
                       "%s:%u: byte %llu begins no record, the rest is not read: put objects there, {\"text\": …}", in->name, line,
                       (unsigned long long)in->src.taken);
    }
    int code = err ? err->code : TR_E_INPUT;
    leave_file(in);
    return code;
}

/* The next record of the open file; 0 when it has no more. */
static int next_record(struct tr_intake *in, struct tr_arena *a, struct tr_input *out, struct tr_err *err)
{
    tr_str bytes;
    uint64_t size;
    for (;;) {
        uint32_t line = in->src.line;
        enum tr_taken got = in->format == TR_FORMAT_LINES ? tr_source_line(&in->src, TR_MAX_RECORD_BYTES, &bytes, &size)
                                                          : tr_source_value(&in->src, TR_MAX_RECORD_BYTES, &bytes, &size);
        if (got == TR_TAKEN_NOTHING) return 0;
        if (in->format != TR_FORMAT_LINES && got == TR_TAKEN_BROKEN && tr_source_peek(&in->src).n && tr_source_peek(&in->src).p[0] == ']' &&
            in->format == TR_FORMAT_ARRAY)
            return 0;
        if (got != TR_TAKEN) return record_failed(in, got, line, size, err);
        if (in->format == TR_FORMAT_LINES && !tr_str_trim(bytes).n) continue;
        if (in->format != TR_FORMAT_LINES) { /* blanks before the value were passed over with their lines */
            line = in->src.line;
            for (size_t i = 0; i < bytes.n; i++) line -= bytes.p[i] == '\n';
        }
        in->n_records++;
        tr_report_start(a, out, &in->opt, in->name);
        out->line = line;
        return read_record(in, bytes, a, out, err);
    }
}

/* --- the next report --- */

/* Looks at the file just opened; records make it stay open. */
static int start_file(struct tr_intake *in, struct tr_arena *a, struct tr_input *out, struct tr_err *err)
{
    const char *why = "";
    in->n_records = 0;
    if (!tr_source_fill(&in->src, HEAD_BYTES)) {
        return tr_fail(err, in->src.error == ENOMEM ? TR_E_NOMEM : TR_E_IO, "%s: cannot be read (%s)%s", in->name, strerror(in->src.error),
                       remedy(in->src.error));
    }
    tr_str head = tr_source_peek(&in->src);
    in->format = tr_recognise(head, in->src.eof, &why);
    switch (in->format) {
    case TR_FORMAT_EMPTY: return tr_fail(err, TR_E_INPUT, "%s: is empty: there is nothing to read", in->name);
    case TR_FORMAT_REFUSED: return tr_fail(err, TR_E_INPUT, "%s: %s", in->name, why);
    case TR_FORMAT_LINES:
    case TR_FORMAT_VALUES:
    case TR_FORMAT_ARRAY:
        if (tr_str_starts(head, TR_STR("\xEF\xBB\xBF"))) tr_source_take(&in->src, 3);
        if (in->format == TR_FORMAT_ARRAY) tr_source_take(&in->src, (size_t)(tr_str_find(tr_source_peek(&in->src), TR_STR("[")) + 1));
        in->open = true;
        return 0;
    default: break;
    }
    tr_report_start(a, out, &in->opt, in->name);
    return whole_file(in, a, out, err);
}

/* Utterly empty arrays and record files are told, not passed over in silence. */
static int end_file(struct tr_intake *in, struct tr_err *err)
{
    int rc = 0;
    if (in->n_records == 0) rc = tr_fail(err, TR_E_INPUT, "%s: holds no record: there is nothing to read", in->name);
    leave_file(in);
    return rc;
}

static int next(struct tr_intake *in, struct tr_arena *a, struct tr_input *out, struct tr_err *err)
{
    for (;;) {
        int rc;
        if (in->open) {
            rc = next_record(in, a, out, err);
            if (rc == 0) rc = end_file(in, err);
            if (rc) return rc;
        }
        if (in->name) leave_file(in); /* a document done with, or left by a longjmp */
        rc = next_file(in, err);
        if (rc <= 0) return rc;
        rc = start_file(in, a, out, err);
        if (rc) return rc;
    }
}

int tr_intake_next(struct tr_intake *in, struct tr_arena *a, struct tr_input *out, struct tr_err *err)
{
    int rc = next(in, a, out, err);
    if (rc == 1 && !out->outlet.n && in->opt.outlet.n) out->outlet = tr_arena_dup(a, in->opt.outlet);
    return rc;
}

/* The buffer is the caller's: it is copied, because a source owns what it reads. */
static int from_memory(struct tr_intake *in, tr_str bytes, const char *name, struct tr_arena *a, struct tr_input *out, struct tr_err *err)
{
    in->src.buf = malloc(bytes.n + 1);
    in->name = strdup(name);
    if (!in->src.buf || !in->name) return tr_fail(err, TR_E_NOMEM, "out of memory");
    if (bytes.n) memcpy(in->src.buf, bytes.p, bytes.n);
    in->src.cap = bytes.n + 1;
    tr_source_init(&in->src, -1, false);
    in->src.to = bytes.n;
    int rc = start_file(in, a, out, err);
    if (rc == 0) rc = next_record(in, a, out, err);
    if (rc == 0) rc = end_file(in, err);
    if (rc == 1 && !out->outlet.n && in->opt.outlet.n) out->outlet = tr_arena_dup(a, in->opt.outlet);
    return rc;
}

int tr_intake_memory(tr_str bytes, const char *name, const struct tr_intake_options *opt, struct tr_arena *a, struct tr_input *out,
                     struct tr_err *err)
{
    struct tr_intake *in;
    struct tr_arena_outer outer;
    int rc = tr_intake_open(NULL, 0, opt, &in, err);
    if (!in) return rc;
    tr_arena_push_guard(a, &outer);
    volatile bool jumped = setjmp(*tr_arena_guard(a)) != 0;
    if (!jumped) rc = from_memory(in, bytes, name, a, out, err);
    tr_arena_pop_guard(a, &outer);
    tr_intake_close(in);
    if (jumped) tr_arena_rethrow(a);
    return rc;
}
