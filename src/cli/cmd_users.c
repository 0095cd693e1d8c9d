/* SPDX-License-Identifier: Apache-2.0 */
/* truce users: the accounts of truce serve. */
#include <sodium.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "cli/cli.h"
#include "server/accounts.h"

struct options {
    const char *ledger, *role, *label;
    long days;
    bool from_stdin, json;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    { 'l', "ledger", TR_OPT_STRING, "PATH", "whose accounts: PATH.users (default: $TRUCE_LEDGER, else truce.ledger here)", AT(ledger), 0,
      0 },
    { 'r', "role", TR_OPT_STRING, "ROLE", "of a new account: viewer, analyst or admin", AT(role), 0, 0 },
    { 0, "password-stdin", TR_OPT_FLAG, NULL, "read the password from standard input instead of the terminal", AT(from_stdin), 0, 0 },
    { 0, "label", TR_OPT_STRING, "TEXT", "what a token is for", AT(label), 0, 0 },
    { 0, "days", TR_OPT_NUMBER, "N", "how long a token is good (default: until it is revoked)", AT(days), 1, 36500 },
    { 0, "json", TR_OPT_FLAG, NULL, "list as JSON", AT(json), 0, 0 },
    { 0 },
};

#define PASSWORD_ROOM (TR_PASSWORD_MAX + 2)

/* One line without its end. False at the end of input or when it is too long. */
static bool read_line(FILE *from, char *out, size_t room)
{
    if (!fgets(out, (int)room, from)) return false;
    size_t n = strlen(out);
    bool whole = n < room - 1 || out[n - 1] == '\n';
    while (n && (out[n - 1] == '\n' || out[n - 1] == '\r')) out[--n] = 0;
    return whole;
}

/* Twice, unseen. */
static bool ask_terminal(char *out, size_t room)
{
    char again[PASSWORD_ROOM];
    struct termios was, now;
    bool ok = false;
    FILE *tty = fopen("/dev/tty", "r+");
    if (!tty || tcgetattr(fileno(tty), &was) != 0) {
        tr_complain("there is no terminal to ask for the password; give it with --password-stdin");
        goto out;
    }
    now = was;
    now.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(fileno(tty), TCSAFLUSH, &now);
    fputs("password: ", tty);
    ok = read_line(tty, out, room);
    fputs("\nonce more: ", tty);
    ok = ok && read_line(tty, again, sizeof again);
    fputs("\n", tty);
    tcsetattr(fileno(tty), TCSAFLUSH, &was);
    if (ok && strcmp(out, again) != 0) {
        tr_complain("the two are not the same");
        ok = false;
    }
out:
    sodium_memzero(again, sizeof again);
    if (tty) fclose(tty);
    return ok;
}

static int add(struct tr_accounts *a, const struct options *o, const char *name)
{
    char password[PASSWORD_ROOM] = "";
    enum tr_role role;
    struct tr_err err = { 0 };
    if (!o->role || !tr_role_of(tr_str_of(o->role), &role)) {
        tr_complain("users add needs --role viewer, analyst or admin");
        return TR_EXIT_USAGE;
    }
    bool got = o->from_stdin ? read_line(stdin, password, sizeof password) : ask_terminal(password, sizeof password);
    if (!got && o->from_stdin) tr_complain("standard input gave no password (one line, at most %d bytes)", TR_PASSWORD_MAX);
    int rc = got ? tr_accounts_add(a, tr_str_of(name), role, tr_str_of(password), &err) : TR_E_INPUT;
    sodium_memzero(password, sizeof password);
    if (!got) return TR_EXIT_USAGE;
    if (rc) tr_complain("%s", err.msg);
    else printf("%s may log in as %s\n", name, tr_role_name(role));
    return !rc ? TR_EXIT_OK : rc == TR_E_INPUT ? TR_EXIT_USAGE : TR_EXIT_NONE;
}

static void day_text(tr_instant t, char out[16])
{
    int y, m, d;
    tr_date_parts((tr_date)(t / 86400), &y, &m, &d);
    snprintf(out, 16, "%04d-%02d-%02d", y, m, d);
}

static void print_account(void *arg, const struct tr_account *one)
{
    const bool *json = arg;
    char day[16];
    day_text(one->made, day);
    if (*json)
        printf("{\"name\":\"%s\",\"role\":\"%s\",\"made\":\"%s\",\"tokens\":%llu,\"sessions\":%llu}\n", one->user.name,
               tr_role_name(one->user.role), day, (unsigned long long)one->tokens, (unsigned long long)one->sessions);
    else
        printf("%-24s %-8s  since %s  %llu tokens  %llu sessions\n", one->user.name, tr_role_name(one->user.role), day,
               (unsigned long long)one->tokens, (unsigned long long)one->sessions);
}

/* Labels come from whoever made the token: what a terminal would obey is not shown. */
static void print_token(void *arg, const struct tr_token *one)
{
    char made[16], ends[16] = "revoked", label[sizeof one->label];
    (void)arg;
    snprintf(label, sizeof label, "%s", one->label);
    for (char *p = label; *p; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7f) *p = '?';
    }
    day_text(one->made, made);
    if (one->ends != TR_NO_INSTANT) day_text(one->ends, ends);
    printf("  token %lld of %s  since %s  until %s  %s\n", (long long)one->id, one->user, made, ends, label);
}

static int list(struct tr_accounts *a, const struct options *o)
{
    struct tr_err err = { 0 };
    bool json = o->json;
    int rc = tr_accounts_each(a, print_account, &json, &err);
    if (!rc && !json) rc = tr_accounts_tokens(a, print_token, NULL, &err);
    if (rc) tr_complain("%s", err.msg);
    return rc ? TR_EXIT_NONE : TR_EXIT_OK;
}

static int token(struct tr_accounts *a, const struct options *o, const char *name)
{
    char secret[TR_SECRET_BYTES];
    int64_t id;
    struct tr_err err = { 0 };
    int rc = tr_accounts_token_add(a, tr_str_of(name), tr_str_of(o->label ? o->label : ""), (int)o->days, secret, &id, &err);
    if (rc) tr_complain("%s", err.msg);
    else printf("%s\n", secret);
    sodium_memzero(secret, sizeof secret);
    return rc ? TR_EXIT_NONE : TR_EXIT_OK;
}

static int drop(struct tr_accounts *a, const char *what, bool is_token)
{
    int64_t id = 0;
    struct tr_err err = { 0 };
    if (is_token && !tr_str_to_i64(tr_str_of(what), &id)) {
        tr_complain("users revoke takes the number of a token; truce users list shows them");
        return TR_EXIT_USAGE;
    }
    int rc = is_token ? tr_accounts_token_remove(a, id, &err) : tr_accounts_remove(a, tr_str_of(what), &err);
    if (rc) tr_complain("%s", err.msg);
    else printf("%s%s is gone\n", is_token ? "token " : "", what);
    return rc ? TR_EXIT_NONE : TR_EXIT_OK;
}

static int act(const struct options *o, char **operands, int n)
{
    static const struct {
        const char *name;
        int operands;
    } actions[] = { { "add", 2 }, { "list", 1 }, { "remove", 2 }, { "token", 2 }, { "revoke", 2 } };
    const char *env = getenv("TRUCE_LEDGER"), *path = o->ledger ? o->ledger : env && *env ? env : "truce.ledger";
    struct tr_accounts *a = NULL;
    struct tr_err err = { 0 };
    size_t which = 0;
    while (n && which < sizeof actions / sizeof *actions && strcmp(actions[which].name, operands[0]) != 0) which++;
    if (!n || which == sizeof actions / sizeof *actions || n != actions[which].operands) {
        tr_complain("users add NAME --role ROLE, list, remove NAME, token NAME, or revoke NUMBER; see truce users --help");
        return TR_EXIT_USAGE;
    }
    int rc = tr_accounts_open(path, which == 0, &a, &err);
    if (rc || !a) {
        if (rc) tr_complain("%s", err.msg);
        else if (which != 1) tr_complain("%s.users: there are no accounts; truce users add NAME --role ROLE makes the first", path);
        return which == 1 && !rc ? TR_EXIT_OK : TR_EXIT_NONE;
    }
    switch (which) {
    case 0: rc = add(a, o, operands[1]); break;
    case 1: rc = list(a, o); break;
    case 3: rc = token(a, o, operands[1]); break;
    default: rc = drop(a, operands[1], which == 4); break;
    }
    tr_accounts_close(a);
    return rc;
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    int n = 0;
    char **operands = calloc((size_t)argc + 1, sizeof *operands);
    if (!operands) return TR_EXIT_NONE;
    int rc = tr_options(&tr_cmd_users, argc, argv, &o, operands, &n);
    if (rc < 0) rc = TR_EXIT_OK;
    else if (!rc) rc = act(&o, operands, n);
    free(operands);
    return rc;
}

const struct tr_command tr_cmd_users = {
    .name = "users",
    .args = "add NAME --role ROLE | list | remove NAME | token NAME | revoke NUMBER",
    .summary = "accounts of truce serve: who may read, and who may decide",
    .help =
        "Accounts stand beside the ledger in PATH.users, passwords and tokens hashed. viewer reads, with names of people without office\n"
        "and exact coordinates of facilities withheld; analyst reads all and records decisions; admin also sees the server's figures.\n"
        "A running server takes changes at once.\n\n"
        "  truce users add amal --role analyst              asks for the password, unseen\n"
        "  pass show truce | truce users add amal --role analyst --password-stdin\n"
        "  truce users token amal --label \"nightly export\" --days 90     prints the token, once\n"
        "  truce users list\n"
        "  truce users revoke 3                             that token; truce users remove amal: everything of amal's",
    .opts = opts,
    .run = run,
};
