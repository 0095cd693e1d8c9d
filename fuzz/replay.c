/* SPDX-License-Identifier: Apache-2.0 */
/* A fuzzer's entry without the fuzzer: reads every file of fuzz/seeds/NAME and fuzz/regressions/NAME (NAME from the program's, replay_NAME)
 * or those given, and says "ok" for each that was survived, in the words of TAP. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
__attribute__((weak)) int LLVMFuzzerInitialize(int *argc, char ***argv);

static int replay(const char *path, int *n)
{
    FILE *f = fopen(path, "rb");
    if (!f) return 1;
    char *data = NULL;
    size_t size = 0, cap = 0, got;
    do {
        if (size == cap) data = realloc(data, cap = cap ? cap * 2 : 65536);
        if (!data) exit(1);
        got = fread(data + size, 1, cap - size, f);
        size += got;
    } while (got);
    fclose(f);
    LLVMFuzzerTestOneInput((const uint8_t *)data, size);
    free(data);
    printf("ok %d - %s\n", ++*n, path);
    fflush(stdout);
    return 0;
}

static int replay_folder(const char *folder, int *n)
{
    struct dirent **list;
    int k = scandir(folder, &list, NULL, alphasort), rc = 0;
    for (int i = 0; i < k; i++) {
        char path[1000];
        snprintf(path, sizeof path, "%s/%s", folder, list[i]->d_name);
        if (list[i]->d_name[0] != '.') rc |= replay(path, n);
        free(list[i]);
    }
    if (k >= 0) free(list);
    return rc;
}

int main(int argc, char **argv)
{
    static const char *const roots[] = { "fuzz/seeds", "fuzz/regressions" };
    const char *name = strstr(argv[0], "replay_");
    int n = 0, rc = 0;
    if (LLVMFuzzerInitialize) LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 1; i < argc; i++) rc |= replay(argv[i], &n);
    for (int i = 0; argc == 1 && name && i < 2; i++) {
        char folder[500];
        snprintf(folder, sizeof folder, "%s/%s", roots[i], name + strlen("replay_"));
        rc |= replay_folder(folder, &n);
    }
    printf("1..%d\n", n);
    return rc || n == 0;
}
