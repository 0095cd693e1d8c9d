/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

/* A message that is cut must not end inside a character. */
static void end_whole(char *msg, size_t size, int wanted)
{
    if (wanted < 0) msg[0] = 0;
    if (wanted < (int)size) return;
    size_t n = size - 1, from = n;
    while (from > 0 && ((unsigned char)msg[from - 1] & 0xC0) == 0x80) from--;
    if (from == 0) return;
    unsigned char lead = (unsigned char)msg[from - 1];
    size_t len = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (lead >= 0xC0 && from - 1 + len > n) msg[from - 1] = 0;
}

static void fill(struct tr_err *err, int code, uint64_t byte, uint32_t line, const char *fmt, va_list args)
{
    err->code = code;
    err->byte = byte;
    err->line = line;
    end_whole(err->msg, sizeof err->msg, vsnprintf(err->msg, sizeof err->msg, fmt, args));
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
    end_whole(text, sizeof text, vsnprintf(text, sizeof text, fmt, args));
    va_end(args);
    *tr_vec_push(a, &d->list) = (struct tr_diag){ .severity = s, .byte = byte, .line = line, .text = tr_arena_dup(a, tr_str_of(text)) };
}
