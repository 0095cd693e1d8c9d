/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"

static const struct tr_opt *find_long(const struct tr_opt *o, tr_str name)
{
    for (; o->name; o++) {
        if (tr_str_is(name, o->name)) return o;
    }
    return NULL;
}

static const struct tr_opt *find_short(const struct tr_opt *o, char letter)
{
    for (; o->name; o++) {
        if (o->letter == letter) return o;
    }
    return NULL;
}

static int set(const struct tr_command *cmd, const struct tr_opt *o, const char *value, void *into)
{
    char *at = (char *)into + o->offset;
    int64_t n;
    switch (o->kind) {
    case TR_OPT_FLAG: memcpy(at, &(bool){ true }, sizeof(bool)); return 0;
    case TR_OPT_STRING: memcpy(at, &value, sizeof value); return 0;
    case TR_OPT_NUMBER:
        if (!tr_str_to_i64(tr_str_of(value), &n) || n < o->low || n > o->high) {
            tr_complain("--%s takes a number from %ld to %ld, not \"%s\"", o->name, o->low, o->high, value);
            return TR_EXIT_USAGE;
        }
        memcpy(at, &(long){ (long)n }, sizeof(long));
        return 0;
    }
    (void)cmd;
    return TR_EXIT_USAGE;
}

static int take(const struct tr_command *cmd, const struct tr_opt *o, const char *word, const char *value, char **argv, int argc, int *i,
                void *into)
{
    if (!o) {
        tr_complain("%s: there is no option %s; see truce %s --help", cmd->name, word, cmd->name);
        return TR_EXIT_USAGE;
    }
    if (o->kind == TR_OPT_FLAG && value) {
        tr_complain("--%s takes no value", o->name);
        return TR_EXIT_USAGE;
    }
    if (o->kind != TR_OPT_FLAG && !value) {
        if (*i + 1 >= argc) {
            tr_complain("--%s needs a %s", o->name, o->value);
            return TR_EXIT_USAGE;
        }
        value = argv[++*i];
    }
    return set(cmd, o, value, into);
}

int tr_options(const struct tr_command *cmd, int argc, char **argv, void *into, char **operands, int *n_operands)
{
    bool only_operands = false;
    *n_operands = 0;
    for (int i = 1; i < argc; i++) {
        tr_str a = tr_str_of(argv[i]);
        int rc = 0;
        if (only_operands || a.n < 2 || a.p[0] != '-') {
            operands[(*n_operands)++] = argv[i];
        } else if (tr_str_is(a, "--")) {
            only_operands = true;
        } else if (tr_str_is(a, "--help") || tr_str_is(a, "-h")) {
            tr_command_help(cmd);
            return -1;
        } else if (a.p[1] == '-') {
            tr_str rest = tr_str_sub(a, 2, a.n), name;
            const char *eq = strchr(a.p, '=');
            tr_str_split(&rest, '=', &name);
            rc = take(cmd, find_long(cmd->opts, name), argv[i], eq ? eq + 1 : NULL, argv, argc, &i, into);
        } else {
            const struct tr_opt *o = find_short(cmd->opts, a.p[1]);
            rc = take(cmd, o, argv[i], o && o->kind != TR_OPT_FLAG && a.n > 2 ? a.p + 2 : NULL, argv, argc, &i, into);
        }
        if (rc) return rc;
    }
    return 0;
}

void tr_command_help(const struct tr_command *cmd)
{
    printf("usage: truce %s %s\n\n%s\n\noptions:\n", cmd->name, cmd->args, cmd->help);
    for (const struct tr_opt *o = cmd->opts; o->name; o++) {
        char left[64];
        snprintf(left, sizeof left, "%s%c%s--%s%s%s", o->letter ? "-" : " ", o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name,
                 o->value ? " " : "", o->value ? o->value : "");
        printf("  %-26s %s\n", left, o->help);
    }
    printf("  -h, --help                 this text\n");
}
