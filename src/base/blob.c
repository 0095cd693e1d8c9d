/* SPDX-License-Identifier: Apache-2.0 */
#include "base/blob.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Written by tools/blobs.sh as assembler; ends with a NULL name. */
struct blob {
    const char *name;
    const char *bytes;
    uint64_t size;
};
extern const struct blob tr_blob_table[];

/* A name goes into a path, so it must stay below its folder. */
static bool safe_name(const char *name)
{
    return name[0] && name[0] != '/' && !strstr(name, "..");
}

static bool from_folder(const char *dir, const char *name, tr_str *out)
{
    char path[4096];
    struct stat st;
    if (!safe_name(name) || snprintf(path, sizeof path, "%s/%s", dir, name) >= (int)sizeof path) return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    bool ok = false;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 0) {
        size_t n = (size_t)st.st_size;
        /* Never unmapped: callers keep slices of it, as they do of embedded data. */
        void *p = n ? mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0) : (void *)(uintptr_t) "";
        ok = p != MAP_FAILED;
        if (ok) *out = (tr_str){ p, n };
    }
    close(fd);
    return ok;
}

bool tr_blob_find(const char *name, tr_str *out)
{
    const char *dir = getenv("TRUCE_DATA");
    if (dir && dir[0] && from_folder(dir, name, out)) return true;
    for (const struct blob *b = tr_blob_table; b->name; b++) {
        if (strcmp(b->name, name) == 0) {
            *out = (tr_str){ b->bytes, (size_t)b->size };
            return true;
        }
    }
    return false;
}

void tr_blob_each(const char *prefix, void (*each)(const char *name, void *arg), void *arg)
{
    for (const struct blob *b = tr_blob_table; b->name; b++) {
        if (tr_str_starts(tr_str_of(b->name), tr_str_of(prefix))) each(b->name, arg);
    }
}
