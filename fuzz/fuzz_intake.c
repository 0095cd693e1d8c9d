/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a file: intake must end, tell or read each record, and give only well-formed UTF-8. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/utf8.h"
#include "intake/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "fuzz_intake: %s\n", what);
    abort();
}

static void check(const struct tr_input *in)
{
    must(in->text.n > 0, "a report without text");
    must(tr_utf8_valid(in->text, NULL), "text that is no UTF-8");
    must(!memchr(in->text.p, 0, in->text.n), "NUL in a text");
    must(tr_utf8_valid(in->title, NULL) && tr_utf8_valid(in->id, NULL), "title or id that is no UTF-8");
    must(in->id.n > 0, "a report without id");
    must(strlen(in->sha256) == 64, "no hash");
    must((in->published == TR_NO_DATE) == (in->published_from == TRUCE_DATED_unknown), "a date without origin");
    for (uint32_t i = 0; i < in->diags.list.n; i++) must(tr_utf8_valid(in->diags.list.v[i].text, NULL), "a diagnostic that is no UTF-8");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    must(fd >= 0 && write(fd, data, size) == (ssize_t)size, "no memory file");
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    const char *paths[] = { path };
    struct tr_intake *in;
    struct tr_arena *a = tr_arena_new(256u << 20);
    must(a && tr_intake_open(paths, 1, NULL, &in, NULL) == TR_OK, "no memory");
    if (setjmp(*tr_arena_guard(a)) == 0) {
        struct tr_input out;
        struct tr_err err = { 0 };
        int rc;
        for (size_t n = 0; (rc = tr_intake_next(in, a, &out, &err)) != 0; n++) {
            if (rc == 1) check(&out);
            else must(err.msg[0] && tr_utf8_valid(tr_str_of(err.msg), NULL), "an error without message");
            must(n <= size + 1, "more records than bytes");
            tr_arena_reset(a);
        }
    }
    tr_arena_unguard(a);
    tr_intake_close(in);
    tr_arena_free(a);
    close(fd);
    return 0;
}
