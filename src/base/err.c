/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

/* Names of files and pieces of input stand in messages, and messages may be cut: what is no UTF-8 then becomes question marks. */
static void make_valid(char *msg, int wanted)
{
    if (wanted < 0) msg[0] = 0;
    tr_str s = tr_str_of(msg);
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        if (tr_utf8_next(s, &at) == 0xFFFD && at - from == 1) msg[from] = '?';
    }
}

static void fill(struct tr_err *err, int code, uint64_t byte, uint32_t line, const char *fmt, va_list args)
{
    err->code = code;
    err->byte = byte;
    err->line = line;
    make_valid(err->msg, vsnprintf(err->msg, sizeof err->msg, fmt, args));
}

int tr_fail(struct tr_err *err, int code, const char *fmt, ...)
{
    if (!err) return code;
    va_list args;
    va_start(args, fmt);
    fill(err, code, 0, 0, fmt, args);
    va_end(args);
    return code;
}

int tr_fail_at(struct tr_err *err, int code, uint64_t byte, uint32_t line, const char *fmt, ...)
{
    if (!err) return code;
    va_list args;
    va_start(args, fmt);
    fill(err, code, byte, line, fmt, args);
    va_end(args);
    return code;
}

void tr_diag_add(struct tr_arena *a, struct tr_diags *d, enum tr_severity s, uint64_t byte, uint32_t line, const char *fmt, ...)
{
    char text[600];
    va_list args;
    va_start(args, fmt);
    make_valid(text, vsnprintf(text, sizeof text, fmt, args));
    va_end(args);
    *tr_vec_push(a, &d->list) = (struct tr_diag){ .severity = s, .byte = byte, .line = line, .text = tr_arena_dup(a, tr_str_of(text)) };
}
