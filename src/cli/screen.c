/* SPDX-License-Identifier: Apache-2.0 */
/* What a person sees beside the output: complaints, progress, the terminal's width and colours. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

bool tr_terminal_colour(int fd)
{
    const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
    return isatty(fd) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

unsigned tr_terminal_width(void)
{
    struct winsize w;
    int64_t n;
    const char *columns = getenv("COLUMNS");
    if (columns && tr_str_to_i64(tr_str_of(columns), &n) && n >= 40 && n <= 1000) return (unsigned)n;
    if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) && w.ws_col >= 40) return w.ws_col;
    return 100;
}

void tr_complain(const char *fmt, ...)
{
    bool colour = tr_terminal_colour(STDERR_FILENO);
    va_list ap;
    va_start(ap, fmt);
    fputs(colour ? "\x1b[31mtruce:\x1b[0m " : "truce: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void tr_progress_start(struct tr_progress *p, uint64_t total_bytes, bool wanted)
{
    *p = (struct tr_progress){ .shown = wanted && isatty(STDERR_FILENO), .started = now(), .total_bytes = total_bytes };
}

static void draw(struct tr_progress *p, double t)
{
    double spent = t - p->started, part = p->total_bytes ? (double)p->bytes / (double)p->total_bytes : 0;
    if (part > 1) part = 1;
    fprintf(stderr, "\r\x1b[K%llu %s", (unsigned long long)p->done, p->noun ? p->noun : "reports");
    if (spent > 0.5) fprintf(stderr, ", %.0f a second", (double)p->done / spent);
    if (p->total_bytes) {
        int filled = (int)(part * 24);
        fprintf(stderr, "  [%.*s%.*s] %3.0f %%", filled, "########################", 24 - filled, "........................", part * 100);
        if (part > 0.02 && part < 1) fprintf(stderr, ", %.0f s left", spent * (1 - part) / part);
    }
    fflush(stderr);
}

void tr_progress_step(struct tr_progress *p, uint64_t bytes)
{
    p->done++;
    p->bytes += bytes;
    if (!p->shown) return;
    double t = now();
    if (t - p->drawn < 0.1) return;
    p->drawn = t;
    draw(p, t);
}

void tr_progress_clear(struct tr_progress *p)
{
    if (p->shown && p->drawn > 0) fputs("\r\x1b[K", stderr);
}
