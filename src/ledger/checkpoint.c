/* SPDX-License-Identifier: Apache-2.0 */
/* Signed statements of the chain's head. Who keeps one can prove later that nothing before it was altered, whoever holds the ledger. */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "base/json.h"
#include "ledger/store_int.h"

#define KEY_HEAD "truce-key-1 "
#define HEX(n) (2 * (n) + 1)

/* --- the key: a line "truce-key-1 " and the seed in hexadecimal --- */

static int write_key(const char *path, const unsigned char seed[crypto_sign_SEEDBYTES], struct tr_err *err)
{
    char line[sizeof KEY_HEAD + HEX(crypto_sign_SEEDBYTES)];
    memcpy(line, KEY_HEAD, sizeof KEY_HEAD);
    sodium_bin2hex(line + sizeof KEY_HEAD - 1, HEX(crypto_sign_SEEDBYTES), seed, crypto_sign_SEEDBYTES);
    size_t n = strlen(line);
    line[n++] = '\n';
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return tr_fail(err, TR_E_IO, "%s: the key cannot be made (%s)", path, strerror(errno));
    bool ok = write(fd, line, n) == (ssize_t)n && fsync(fd) == 0;
    int failed = errno;
    ok = close(fd) == 0 && ok;
    sodium_memzero(line, sizeof line);
    if (ok) return TR_OK;
    unlink(path); /* half a key is none */
    return tr_fail(err, TR_E_IO, "%s: the key cannot be written (%s)", path, strerror(failed));
}

static int read_key(const char *path, unsigned char seed[crypto_sign_SEEDBYTES], struct tr_err *err)
{
    char line[256];
    size_t n = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) {
        randombytes_buf(seed, crypto_sign_SEEDBYTES);
        return write_key(path, seed, err);
    }
    ssize_t got = fd < 0 ? -1 : read(fd, line, sizeof line);
    int failed = errno;
    if (fd >= 0) close(fd);
    if (got < 0) return tr_fail(err, TR_E_IO, "%s: the key cannot be read (%s)", path, strerror(failed));
    tr_str s = tr_str_trim((tr_str){ line, (size_t)got });
    bool ok = tr_str_starts(s, TR_STR(KEY_HEAD)) && s.n == sizeof KEY_HEAD - 1 + HEX(crypto_sign_SEEDBYTES) - 1 &&
              !sodium_hex2bin(seed, crypto_sign_SEEDBYTES, s.p + sizeof KEY_HEAD - 1, s.n - sizeof KEY_HEAD + 1, NULL, &n, NULL) &&
              n == crypto_sign_SEEDBYTES;
    sodium_memzero(line, sizeof line);
    return ok ? TR_OK : tr_fail(err, TR_E_INPUT, "%s: is no key of Truce: name a file that is not there yet, and one is made", path);
}

/* --- the statement --- */

static tr_str statement(struct tr_arena *a, uint64_t links, tr_str head, tr_str time)
{
    return tr_arena_printf(a, "truce checkpoint 1\nlinks %llu\nhead " TR_STR_FMT "\ntime " TR_STR_FMT "\n", (unsigned long long)links,
                           TR_STR_ARG(head), TR_STR_ARG(time));
}

static int as_json(struct tr_arena *a, uint64_t links, tr_str head, tr_str time, const char *key, const char *signature, tr_str *out,
                   struct tr_err *err)
{
    struct tr_json j;
    tr_str text;
    tr_json_init(&j);
    tr_json_object(&j);
    tr_json_key(&j, "truce_checkpoint"), tr_json_int(&j, 1);
    tr_json_key(&j, "links"), tr_json_int(&j, (int64_t)links);
    tr_json_key(&j, "head"), tr_json_str(&j, head);
    tr_json_key(&j, "time"), tr_json_str(&j, time);
    tr_json_key(&j, "public_key"), tr_json_cstr(&j, key);
    tr_json_key(&j, "signature"), tr_json_cstr(&j, signature);
    tr_json_end(&j);
    bool done = tr_json_done(&j, &text);
    char *copy = done ? tr_arena_try(a, text.n + 1) : NULL;
    if (copy) {
        memcpy(copy, text.p, text.n);
        *out = (tr_str){ copy, text.n };
    }
    tr_json_fini(&j);
    return copy ? TR_OK : tr_fail(err, TR_E_NOMEM, "out of memory");
}

int tr_ledger_checkpoint(struct tr_ledger *l, const char *key_file, struct tr_arena *a, tr_str *json, struct tr_err *err)
{
    unsigned char seed[crypto_sign_SEEDBYTES], public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES],
        signature[crypto_sign_BYTES];
    char head[65], key[HEX(crypto_sign_PUBLICKEYBYTES)], signed_hex[HEX(crypto_sign_BYTES)];
    uint64_t links = 0;
    bool there;
    int rc = l->store->link(l, &links, head, &there, err);
    if (rc) return rc;
    tr_str time = tr_instant_iso(a, l->clock(l->clock_arg));
    tr_str text = statement(a, links, tr_str_of(head), time);
    rc = read_key(key_file, seed, err);
    if (rc) return rc;
    crypto_sign_seed_keypair(public, secret, seed);
    crypto_sign_detached(signature, NULL, (const unsigned char *)text.p, text.n, secret);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    sodium_bin2hex(key, sizeof key, public, sizeof public);
    sodium_bin2hex(signed_hex, sizeof signed_hex, signature, sizeof signature);
    return as_json(a, links, tr_arena_dup(a, tr_str_of(head)), time, key, signed_hex, json, err);
}

/* --- held against a ledger --- */

struct told {
    uint64_t links;
    tr_str head, time;
    unsigned char public[crypto_sign_PUBLICKEYBYTES], signature[crypto_sign_BYTES];
};

static bool hex_member(const json_t *j, const char *name, unsigned char *out, size_t n)
{
    size_t got = 0;
    tr_str s = tr_json_member(j, name);
    return s.n == 2 * n && !sodium_hex2bin(out, n, s.p, s.n, NULL, &got, NULL) && got == n;
}

static bool read_told(struct tr_arena *a, const json_t *j, struct told *t)
{
    const json_t *links = json_object_get(j, "links");
    tr_str head = tr_json_member(j, "head"), time = tr_json_member(j, "time");
    char *copy = tr_arena_try(a, 65 + 32);
    if (!copy || json_integer_value(json_object_get(j, "truce_checkpoint")) != 1 || !json_is_integer(links) ||
        json_integer_value(links) < 0)
        return false;
    if (head.n != 64 || time.n > 32 || !hex_member(j, "public_key", t->public, sizeof t->public) ||
        !hex_member(j, "signature", t->signature, sizeof t->signature))
        return false;
    memcpy(copy, head.p, 64);
    if (time.n) memcpy(copy + 65, time.p, time.n);
    t->links = (uint64_t)json_integer_value(links);
    t->head = (tr_str){ copy, 64 };
    t->time = (tr_str){ copy + 65, time.n };
    return true;
}

int tr_ledger_check(struct tr_ledger *l, tr_str checkpoint, struct tr_arena *a, struct tr_verdict *out, struct tr_err *err)
{
    struct tr_err inner = { 0 };
    struct told t;
    char hash[65];
    bool there = true;
    json_t *j = tr_json_parse(checkpoint, &inner);
    bool ok = j && read_told(a, j, &t);
    json_decref(j);
    if (!ok) return tr_fail(err, TR_E_INPUT, "this is no checkpoint of a ledger%s%s", inner.msg[0] ? ": " : "", inner.msg);
    *out = (struct tr_verdict){ .links = t.links, .what = TR_STR("") };
    tr_str text = statement(a, t.links, t.head, t.time);
    if (crypto_sign_verify_detached(t.signature, (const unsigned char *)text.p, text.n, t.public)) {
        out->what = TR_STR("the checkpoint's signature does not hold: the checkpoint itself was altered");
        return TR_OK;
    }
    uint64_t seq = t.links;
    memset(hash, '0', 64);
    hash[64] = 0;
    int rc = seq ? l->store->link(l, &seq, hash, &there, err) : TR_OK;
    if (rc) return rc;
    memcpy(out->head, hash, sizeof hash);
    out->whole = there && tr_str_is(t.head, hash);
    if (out->whole) return TR_OK;
    out->at = t.links;
    out->what = there
                    ? tr_arena_printf(a, "link %llu does not have the hash that was signed on " TR_STR_FMT ": the ledger was altered since",
                                      (unsigned long long)t.links, TR_STR_ARG(t.time))
                    : tr_arena_printf(a, "link %llu, signed on " TR_STR_FMT ", is gone: the ledger was cut since",
                                      (unsigned long long)t.links, TR_STR_ARG(t.time));
    return TR_OK;
}
