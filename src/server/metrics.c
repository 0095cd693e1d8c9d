/* SPDX-License-Identifier: Apache-2.0 */
/* What was asked and how long it took, as Prometheus reads it; and whether the server lives. */
#include <stdlib.h>

#include "server/api.h"
#include "views/views.h"

static const double bounds[] = { 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5 };
#define N_BOUNDS (sizeof bounds / sizeof *bounds)
#define CLASSES 6 /* of status: 0 unused, 1xx … 5xx */

int tr_metrics_init(struct tr_metrics *m)
{
    m->codes = calloc((tr_n_routes + 1) * CLASSES, sizeof *m->codes);
    m->started = tr_instant_now();
    return m->codes ? TR_OK : TR_E_NOMEM;
}

void tr_metrics_fini(struct tr_metrics *m)
{
    free(m->codes);
    m->codes = NULL;
}

void tr_metrics_count(struct tr_metrics *m, const struct tr_request *q)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    int64_t us = (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000 - q->began;
    uint32_t route = q->route ? (uint32_t)(q->route - tr_routes) : tr_n_routes;
    unsigned class = q->reply.status / 100;
    atomic_fetch_add(&m->codes[route * CLASSES + (class < CLASSES ? class : 0)], 1);
    if (q->reply.stream) return;
    size_t b = 0;
    while (b < N_BOUNDS && (double)us > bounds[b] * 1e6) b++;
    atomic_fetch_add(&m->took[b], 1);
    atomic_fetch_add(&m->took_us, (unsigned long long)us);
}

static void put_requests(struct tr_text *t, const struct tr_metrics *m)
{
    tr_text_printf(t, "# HELP truce_requests_total Requests answered.\n# TYPE truce_requests_total counter\n");
    for (uint32_t r = 0; r <= tr_n_routes; r++) {
        for (unsigned c = 1; c < CLASSES; c++) {
            unsigned long long n = atomic_load(&m->codes[r * CLASSES + c]);
            if (!n) continue;
            tr_text_printf(t, "truce_requests_total{route=\"%s\",method=\"%s\",code=\"%uxx\"} %llu\n",
                           r < tr_n_routes ? tr_routes[r].path : "none", r < tr_n_routes ? tr_routes[r].method : "none", c, n);
        }
    }
}

static void put_times(struct tr_text *t, const struct tr_metrics *m)
{
    unsigned long long sum = 0;
    tr_text_printf(
        t, "# HELP truce_request_seconds From the request line to the last byte of the answer.\n# TYPE truce_request_seconds histogram\n");
    for (size_t b = 0; b < N_BOUNDS; b++) {
        sum += atomic_load(&m->took[b]);
        tr_text_printf(t, "truce_request_seconds_bucket{le=\"%g\"} %llu\n", bounds[b], sum);
    }
    sum += atomic_load(&m->took[N_BOUNDS]);
    tr_text_printf(t, "truce_request_seconds_bucket{le=\"+Inf\"} %llu\ntruce_request_seconds_sum %.6f\ntruce_request_seconds_count %llu\n",
                   sum, (double)atomic_load(&m->took_us) / 1e6, sum);
}

static void put_one(struct tr_text *t, const char *name, const char *type, const char *help, unsigned long long v)
{
    tr_text_printf(t, "# HELP %s %s\n# TYPE %s %s\n%s %llu\n", name, help, name, type, name, v);
}

void tr_api_metrics(struct tr_worker *w, struct tr_request *q)
{
    struct tr_server *s = q->server;
    struct tr_ledger_head head;
    struct tr_err err = { 0 };
    struct tr_text t = { 0 };
    if (tr_ledger_head(w->ledger, &head, &err)) {
        tr_reply_error(q, "", &err);
        return;
    }
    pthread_mutex_lock(&s->conns.lock);
    uint32_t connections = s->conns.n;
    pthread_mutex_unlock(&s->conns.lock);
    put_requests(&t, &s->metrics);
    put_times(&t, &s->metrics);
    put_one(&t, "truce_ledger_links", "gauge", "Links of the ledger's chain.", head.links);
    put_one(&t, "truce_ledger_reports", "gauge", "Reports kept.", head.reports);
    put_one(&t, "truce_ledger_claims", "gauge", "Claims kept.", head.claims);
    put_one(&t, "truce_connections", "gauge", "Open connections.", connections);
    put_one(&t, "truce_event_streams", "gauge", "Open streams of events.", tr_hub_streams(s->hub));
    put_one(&t, "truce_shelf_bytes", "gauge", "Rows of the ledger that are kept in memory.", tr_shelf_bytes(s->shelf));
    put_one(&t, "truce_cache_hits_total", "counter", "Answers that were known.", atomic_load(&s->metrics.cache_hits));
    put_one(&t, "truce_cache_misses_total", "counter", "Answers that were made.", atomic_load(&s->metrics.cache_misses));
    put_one(&t, "truce_refused_total", "counter", "Requests refused for their rate.", atomic_load(&s->metrics.refused));
    put_one(&t, "truce_start_time_seconds", "gauge", "When the server started.", (unsigned long long)s->metrics.started);
    if (t.failed) {
        tr_text_fini(&t);
        tr_reply_problem(q, 503, "", "no memory");
        return;
    }
    tr_reply_text(q, 200, "text/plain; version=0.0.4; charset=utf-8", t.p, t.n);
}
