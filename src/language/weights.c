/* SPDX-License-Identifier: Apache-2.0 */
#include "language/weights.h"

#define MAGIC "TRUCEW01"
#define PREFIX 12 /* magic and header length */
#define MAX_HEADER (8u * 1024u * 1024u)

int tr_weights_open(tr_str file, struct tr_weights *w, struct tr_err *err)
{
    *w = (struct tr_weights){ .file = file };
    if (file.n < PREFIX || memcmp(file.p, MAGIC, 8))
        return tr_fail(err, TR_E_DATA, "these are no weights: the file does not start with " MAGIC);
    const unsigned char *p = (const unsigned char *)file.p + 8;
    uint32_t n = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
    if (n > MAX_HEADER || n > file.n - PREFIX)
        return tr_fail_at(err, TR_E_DATA, 8, 0, "the weights' header of %u bytes does not fit into their file of %zu", n, file.n);
    if ((uintptr_t)file.p % 4) return tr_fail(err, TR_E_DATA, "the weights do not start at a multiple of 4 bytes in memory");
    json_error_t bad;
    w->header = json_loadb(file.p + PREFIX, n, JSON_REJECT_DUPLICATES, &bad);
    if (!w->header) return tr_fail_at(err, TR_E_DATA, PREFIX + (uint64_t)bad.position, 0, "the weights' header is not JSON: %s", bad.text);
    w->tensors = json_object_get(w->header, "tensors");
    w->labels = json_object_get(w->header, "labels");
    uint32_t version;
    int rc = tr_weights_number(w, "version", 1, 1, &version, err);
    if (!rc && (!json_is_object(w->tensors) || !json_is_object(w->labels)))
        rc = tr_fail(err, TR_E_DATA, "the weights' header has no tensors or no labels");
    if (rc) tr_weights_close(w);
    return rc;
}

void tr_weights_close(struct tr_weights *w)
{
    json_decref(w->header);
    *w = (struct tr_weights){ 0 };
}

int tr_weights_number(const struct tr_weights *w, const char *name, uint32_t least, uint32_t most, uint32_t *out, struct tr_err *err)
{
    const json_t *v = json_object_get(w->header, name);
    json_int_t n = json_integer_value(v);
    if (!json_is_integer(v) || n < (json_int_t)least || n > (json_int_t)most)
        return tr_fail(err, TR_E_DATA, "the weights' header must give %s as a whole number from %u to %u", name, least, most);
    *out = (uint32_t)n;
    return TR_OK;
}

uint32_t tr_weights_rows(const struct tr_weights *w, const char *name)
{
    json_int_t n = json_integer_value(json_array_get(json_object_get(json_object_get(w->tensors, name), "shape"), 0));
    return n > 0 && n <= UINT32_MAX ? (uint32_t)n : 0;
}

const void *tr_weights_get(const struct tr_weights *w, const char *name, const char *dtype, uint32_t rows, uint32_t columns,
                           struct tr_err *err)
{
    const json_t *t = json_object_get(w->tensors, name), *shape = json_object_get(t, "shape");
    const char *type = json_string_value(json_object_get(t, "dtype"));
    if (!t) {
        tr_fail(err, TR_E_DATA, "the weights lack the tensor %s", name);
        return NULL;
    }
    size_t dims = columns ? 2 : 1;
    bool right = type && !strcmp(type, dtype) && json_array_size(shape) == dims &&
                 json_integer_value(json_array_get(shape, 0)) == (json_int_t)rows &&
                 (dims == 1 || json_integer_value(json_array_get(shape, 1)) == (json_int_t)columns);
    if (!right) {
        tr_fail(err, TR_E_DATA, "the weights' tensor %s is not %s [%u%s%.0u]", name, dtype, rows, columns ? ", " : "", columns);
        return NULL;
    }
    uint64_t size = (uint64_t)rows * (columns ? columns : 1) * (!strcmp(dtype, "f32") ? 4 : 1);
    json_int_t offset = json_integer_value(json_object_get(t, "offset"));
    if (!json_is_integer(json_object_get(t, "offset")) || offset < PREFIX || offset % 64 || (uint64_t)offset > w->file.n ||
        size > w->file.n - (uint64_t)offset) {
        tr_fail(err, TR_E_DATA, "the weights' tensor %s of %llu bytes at %lld does not lie in their file of %zu", name,
                (unsigned long long)size, (long long)offset, w->file.n);
        return NULL;
    }
    const char *at = w->file.p + offset;
    for (uint64_t i = 0; !strcmp(dtype, "f32") && i < size / 4; i++) {
        /* Not a number or huge: one such weight would make every analysis nonsense. */
        float v = ((const float *)(const void *)at)[i];
        if (!(v > -1e9f && v < 1e9f)) {
            tr_fail_at(err, TR_E_DATA, (uint64_t)offset + 4 * i, 0, "the weights' tensor %s holds a value that is no sensible number",
                       name);
            return NULL;
        }
    }
    return at;
}
