/* SPDX-License-Identifier: Apache-2.0 */
/* Any common encoding to UTF-8. Order: byte order mark, well-formed UTF-8, UTF-16 by its zero bytes, what the document declares, UTF-8 with a
 * few broken bytes, and at last ICU's statistics. */
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "base/utf8.h"
#include "intake/intake_int.h"

bool tr_work_reserve(struct tr_work *w, size_t n)
{
    if (w->cap >= n) return true;
    char *p = realloc(w->p, n);
    if (!p) return false;
    w->p = p;
    w->cap = n;
    return true;
}

/* How well raw stands as UTF-8: well-formed sequences beyond ASCII, and ill-formed bytes. */
struct utf8_look {
    uint64_t first_bad;
    uint32_t good, bad;
    bool only_tail; /* the one fault is a sequence cut at the end */
};

static struct utf8_look look_at(tr_str raw)
{
    struct utf8_look l = { 0 };
    size_t last_bad = 0;
    for (size_t at = 0; at < raw.n;) {
        if ((unsigned char)raw.p[at] < 0x80) {
            at++;
            continue;
        }
        size_t from = at;
        uint32_t cp = tr_utf8_next(raw, &at);
        if (cp != 0xFFFD || at - from == 3) {
            l.good++;
            continue;
        }
        if (l.bad++ == 0) l.first_bad = from;
        last_bad = from;
    }
    /* A cut sequence is a lead byte and up to two continuation bytes, all of them ill-formed, at the very end. */
    l.only_tail = l.bad && l.bad <= 3 && last_bad == raw.n - 1 && raw.n - l.first_bad == l.bad && (unsigned char)raw.p[l.first_bad] >= 0xC2;
    return l;
}

static int replace_bad(tr_str raw, const struct utf8_look *l, struct tr_work *w, struct tr_decoded *out, struct tr_err *err)
{
    if (!tr_work_reserve(w, raw.n + (size_t)l->bad * 2 + 1)) return tr_fail(err, TR_E_NOMEM, "out of memory");
    size_t n = 0;
    for (size_t at = 0; at < raw.n;) {
        n += tr_utf8_put(w->p + n, tr_utf8_next(raw, &at));
    }
    *out =
        (struct tr_decoded){ .text = { w->p, n }, .charset = "UTF-8", .how = TR_HOW_DAMAGED, .first_bad = l->first_bad, .n_bad = l->bad };
    return TR_OK;
}

static int convert(tr_str raw, const char *charset, enum tr_how how, struct tr_work *w, struct tr_decoded *out, struct tr_err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    if (raw.n > INT32_MAX / 4) return tr_fail(err, TR_E_LIMIT, "too long to decode");
    if (!tr_work_reserve(w, raw.n * 3 + 16)) return tr_fail(err, TR_E_NOMEM, "out of memory");
    UConverter *cnv = ucnv_open(charset, &status);
    if (U_FAILURE(status)) return tr_fail(err, TR_E_INPUT, "the encoding \"%s\" is unknown", charset);
    int32_t n = ucnv_toAlgorithmic(UCNV_UTF8, cnv, w->p, (int32_t)(raw.n * 3 + 16), raw.p, (int32_t)raw.n, &status);
    ucnv_close(cnv);
    if (U_FAILURE(status)) return tr_fail(err, TR_E_INPUT, "cannot be decoded as %s", charset);
    *out = (struct tr_decoded){ .text = { w->p, (size_t)n }, .charset = charset, .how = how };
    if (tr_str_starts(out->text, TR_STR("\xEF\xBB\xBF"))) out->text = tr_str_sub(out->text, 3, out->text.n);
    return TR_OK;
}

/* UTF-16 without a mark: Latin letters, spaces and line ends have a zero byte, all on the same side. */
static const char *utf16_by_zeros(tr_str raw)
{
    size_t zeros[2] = { 0, 0 };
    for (size_t i = 0; i < raw.n; i++) zeros[i & 1] += raw.p[i] == 0;
    size_t units = raw.n / 2, most = zeros[0] > zeros[1] ? zeros[0] : zeros[1], least = zeros[0] + zeros[1] - most;
    if (most < 2 || most * 20 < units || least * 50 > most) return NULL;
    return zeros[1] > zeros[0] ? "UTF-16LE" : "UTF-16BE";
}

/* Names that mean a wider set in practice: browsers read the ISO names as their Windows supersets. */
static const char *usual_name(const char *name)
{
    static const char *const as[][2] = {
        { "ISO-8859-1", "windows-1252" },
        { "US-ASCII", "windows-1252" },
        { "ISO-8859-9", "windows-1254" },
        { "ISO-8859-8-I", "windows-1255" },
    };
    for (size_t i = 0; i < sizeof as / sizeof *as; i++) {
        if (tr_str_is_i(tr_str_of(name), as[i][0])) return as[i][1];
    }
    return name;
}

static bool is_multibyte(const char *name)
{
    static const char *const names[] = { "Shift_JIS",   "GB18030",     "Big5",     "EUC-JP",   "EUC-KR",   "ISO-2022-JP",
                                         "ISO-2022-KR", "ISO-2022-CN", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!strcmp(name, names[i])) return true;
    }
    return false;
}

/* ICU's best guess that fits the share of bytes beyond ASCII. With few of them (quotes, a name here and there in English) statistics
 * have nothing to count, and Windows-1252 is what such files are. */
static const char *detect(tr_str raw)
{
    size_t high = 0, letters = 0;
    for (size_t i = 0; i < raw.n; i++) {
        unsigned char c = (unsigned char)raw.p[i];
        high += c >= 0x80;
        letters += c >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }
    if (high * 20 < letters || (high < 12 && high * 2 < letters)) return "windows-1252";
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector *det = ucsdet_open(&status);
    if (U_FAILURE(status)) return "windows-1252";
    const char *best = NULL;
    int32_t n = 0;
    ucsdet_setText(det, raw.p, (int32_t)(raw.n > 65536 ? 65536 : raw.n), &status);
    const UCharsetMatch **all = ucsdet_detectAll(det, &n, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < n && !best; i++) {
        const char *name = ucsdet_getName(all[i], &status);
        int32_t sure = ucsdet_getConfidence(all[i], &status);
        if (U_FAILURE(status) || !name || !strcmp(name, "UTF-8") || strstr(name, "IBM4")) continue;
        if (is_multibyte(name) && (sure < 50 || high * 2 < letters)) continue;
        best = usual_name(name); /* names are ICU's constants and outlive the detector */
    }
    ucsdet_close(det);
    return best ? best : "windows-1252";
}

static int by_declaration(tr_str raw, tr_str declared, struct tr_work *w, struct tr_decoded *out, struct tr_err *err)
{
    char name[64];
    if (declared.n == 0 || declared.n >= sizeof name) return TR_E_INPUT;
    memcpy(name, declared.p, declared.n);
    name[declared.n] = 0;
    UErrorCode status = U_ZERO_ERROR;
    const char *known = ucnv_getAlias(name, 0, &status);
    if (U_FAILURE(status) || !known || strstr(known, "UTF-16") || strstr(known, "UTF-32") || !strcmp(known, "UTF-8")) return TR_E_INPUT;
    return convert(raw, usual_name(known), TR_HOW_DECLARED, w, out, err);
}

int tr_decode(tr_str raw, tr_str declared, bool cut, struct tr_work *w, struct tr_decoded *out, struct tr_err *err)
{
    if (tr_str_starts(raw, TR_STR("\xFF\xFE\0\0"))) return convert(raw, "UTF-32LE", TR_HOW_MARK, w, out, err);
    if (tr_str_starts(raw, TR_STR("\0\0\xFE\xFF"))) return convert(raw, "UTF-32BE", TR_HOW_MARK, w, out, err);
    if (tr_str_starts(raw, TR_STR("\xFF\xFE"))) return convert(tr_str_sub(raw, 2, raw.n), "UTF-16LE", TR_HOW_MARK, w, out, err);
    if (tr_str_starts(raw, TR_STR("\xFE\xFF"))) return convert(tr_str_sub(raw, 2, raw.n), "UTF-16BE", TR_HOW_MARK, w, out, err);
    tr_str body = tr_str_starts(raw, TR_STR("\xEF\xBB\xBF")) ? tr_str_sub(raw, 3, raw.n) : raw;
    const char *wide = utf16_by_zeros(body);
    if (wide) return convert(body, wide, TR_HOW_DETECTED, w, out, err);
    struct utf8_look l = look_at(body);
    if (l.only_tail && cut) {
        body = tr_str_sub(body, 0, (size_t)l.first_bad); /* our own cut, not the file's fault */
        l.bad = 0;
    }
    if (l.bad == 0) {
        *out = (struct tr_decoded){ .text = body, .charset = "UTF-8", .how = body.n == raw.n || cut ? TR_HOW_UTF8 : TR_HOW_MARK };
        return TR_OK;
    }
    /* A mark promises UTF-8; without it a cut end or a few faults among many good sequences are still UTF-8. */
    if (body.n != raw.n || (l.only_tail && (l.good || l.bad >= 2)) || l.good > 4 * l.bad) {
        int rc = replace_bad(body, &l, w, out, err);
        out->first_bad += raw.n - body.n;
        return rc;
    }
    if (by_declaration(body, declared, w, out, err) == TR_OK) return TR_OK;
    return convert(body, detect(body), TR_HOW_DETECTED, w, out, err);
}

bool tr_looks_binary(tr_str s)
{
    size_t odd = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        odd += (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B) || c == 0x7F;
        odd += c == 0xC2 && i + 1 < s.n && (unsigned char)s.p[i + 1] >= 0x80 && (unsigned char)s.p[i + 1] < 0xA0 &&
               (unsigned char)s.p[i + 1] != 0x85;
    }
    return odd > 4 && odd * 20 > s.n;
}
