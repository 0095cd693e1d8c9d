/* SPDX-License-Identifier: Apache-2.0 */
/* Every statement of the SQLite backend, in one place. All values are bound. */
#ifndef TR_LEDGER_SQLITE_SQL_H
#define TR_LEDGER_SQLITE_SQL_H

/* Columns in the order in which the readers in sqlite_load.c take them. */
#define SQ_PLACE "p.id, p.key, p.name, p.kind, p.country, p.admin1, p.lat, p.lon, p.where_prec"
#define SQ_ACTOR "a.id, a.key, a.name, a.kind, a.country"
#define SQ_REPORT                                                                                                                  \
    "r.id, r.bytes, r.revision_of, r.published, r.published_from, r.obtained, r.recorded, r.first_claim, r.n_claims, r.sha256, r.key, r.address, " \
    "r.outlet, r.title, r.url, r.language, r.how, r.origin, r.dataset"
#define SQ_CLAIM                                                                                                                   \
    "c.id, c.report, c.n, c.kind, c.status, c.span_from, c.span_to, c.sentence, c.sentence_from, c.sentence_to, c.confidence, c.why, c.source, c.via, " \
    "c.place, c.day_from, c.day_to, c.date_prec, c.clock_from, c.clock_to, c.at_from, c.at_to, c.low, c.high, c.flags, c.what, c.which, c.means, "     \
    "c.actor, c.recipient, c.part_of, c.detail, c.quote, c.place_text"

/* Claims of the places in temp.scope within days ?1 … ?2 (bound far off when open). */
#define SQ_SHORT "c.place IS s.id AND c.at_to - c.at_from <= 31 AND c.at_from BETWEEN ?1 - 31 AND ?2 AND c.at_to >= ?1"
#define SQ_LONG "c.place IS s.id AND c.at_to - c.at_from > 31 AND c.at_from <= ?2 AND c.at_to >= ?1"

#define SQ_LIST(X)                                                                                                                 \
    /* transactions */                                                                                                             \
    X(begin, "BEGIN IMMEDIATE") X(begin_read, "BEGIN") X(commit, "COMMIT") X(rollback, "ROLLBACK")                                  \
    X(last_link, "SELECT seq, hash FROM chain ORDER BY seq DESC LIMIT 1")                                                          \
    X(link_at, "SELECT seq, hash FROM chain WHERE seq = ?1")                                                                       \
    X(last_claim, "SELECT max(id) FROM claim") X(last_report, "SELECT max(id) FROM report")                                        \
    /* interning */                                                                                                                \
    X(actor_find, "SELECT id FROM actor WHERE digest = ?1")                                                                        \
    X(actor_put, "INSERT INTO actor (digest, key, name, kind, country) VALUES (?1, ?2, ?3, ?4, ?5)")                               \
    X(place_find, "SELECT id FROM place WHERE digest = ?1")                                                                        \
    X(place_put, "INSERT INTO place (digest, key, name, fold, kind, country, admin1, lat, lon, where_prec) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)") \
    X(word_find, "SELECT id FROM word WHERE text = ?1") X(word_put, "INSERT INTO word (text) VALUES (?1)")                         \
    /* keeping */                                                                                                                  \
    X(has, "SELECT id FROM report WHERE sha256 = ?1")                                                                              \
    X(same_address, "SELECT " SQ_REPORT " FROM report r WHERE r.address = ?1 ORDER BY r.obtained DESC, r.id DESC LIMIT 1")          \
    X(report_put, "INSERT INTO report (id, bytes, revision_of, published, published_from, obtained, recorded, first_claim, n_claims, sha256, key, address, " \
                  "outlet, title, url, language, how, origin, dataset) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)") \
    X(original_put, "INSERT INTO original (report, kept, digest, packed) VALUES (?1, ?2, ?3, ?4)")                                 \
    X(body_put, "INSERT INTO body (report, bytes, packed, sentences) VALUES (?1, ?2, ?3, ?4)")                                     \
    X(claim_put, "INSERT INTO claim (id, report, n, kind, status, span_from, span_to, sentence, sentence_from, sentence_to, confidence, why, source, via, place, "  \
                 "day_from, day_to, date_prec, clock_from, clock_to, at_from, at_to, low, high, flags, what, which, means, actor, recipient, part_of, detail, "     \
                 "quote, place_text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, " \
                 "?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34)")                                                                        \
    X(ref_put, "INSERT INTO claim_ref (claim, n, role, place, actor, at_from, at_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")          \
    X(chain_put, "INSERT INTO chain (seq, kind, row, hash) VALUES (?1, ?2, ?3, ?4)")                                               \
    X(assessment_put, "INSERT INTO assessment (kind, target, value, reason, who, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")             \
    X(agreement_last, "SELECT rev, yaml FROM agreement WHERE name = ?1 ORDER BY rev DESC LIMIT 1")                                 \
    X(agreement_put, "INSERT INTO agreement (name, rev, yaml, origin, recorded) VALUES (?1, ?2, ?3, ?4, ?5)")                      \
    /* deriving */                                                                                                                 \
    X(fts_put, "INSERT INTO sentence_text (rowid, words) VALUES (?1, ?2)")                                                         \
    X(place_at_put, "INSERT INTO place_at (id, lat_from, lat_to, lon_from, lon_to) VALUES (?1, ?2, ?2, ?3, ?3)")                   \
    X(sketch_put, "INSERT INTO near_sketch (report, sketch) VALUES (?1, ?2)") X(sketch_of, "SELECT sketch FROM near_sketch WHERE report = ?1") \
    X(band_put, "INSERT INTO near_band (band, report) VALUES (?1, ?2)")                                                            \
    X(band_find, "SELECT report FROM near_band WHERE band = ?1 ORDER BY report LIMIT 64")                                          \
    X(pair_put, "INSERT OR IGNORE INTO near_pair (report, other, alike) VALUES (?1, ?2, ?3)")                        \
    X(pairs_of, "SELECT other FROM near_pair WHERE report = ?1 ORDER BY other")                                                    \
    X(published_of, "SELECT published FROM report WHERE id = ?1")                                                                  \
    X(all_reports, "SELECT id, title, dataset FROM report ORDER BY id")                                                            \
    X(all_points, "SELECT id, lat, lon FROM place WHERE lat IS NOT NULL ORDER BY id")                                              \
    /* loading */                                                                                                                  \
    X(report_of, "SELECT " SQ_REPORT " FROM report r WHERE r.id = ?1")                                                             \
    X(revised_at, "SELECT min(recorded) FROM report WHERE revision_of = ?1")                                                       \
    X(place_of, "SELECT " SQ_PLACE " FROM place p WHERE p.id = ?1") X(actor_of, "SELECT " SQ_ACTOR " FROM actor a WHERE a.id = ?1") \
    X(word_of, "SELECT text FROM word WHERE id = ?1")                                                                              \
    X(body_of, "SELECT bytes, packed, sentences FROM body WHERE report = ?1")                                                      \
    X(original_of, "SELECT kept, packed, digest FROM original WHERE report = ?1")                                                  \
    X(refs_of, "SELECT role, place, actor FROM claim_ref WHERE claim = ?1 ORDER BY n")                                             \
    X(claim_of, "SELECT " SQ_CLAIM " FROM claim c WHERE c.id = ?1")                                                                \
    X(claim_about, "SELECT r.sha256, c.n FROM claim c JOIN report r ON r.id = c.report WHERE c.id = ?1")                           \
    /* scope */                                                                                                                    \
    X(scope_clear, "DELETE FROM temp.scope") X(scope_put, "INSERT INTO temp.scope (id) VALUES (?1)")                               \
    X(places_named, "SELECT " SQ_PLACE " FROM place p WHERE p.fold = ?1 AND (?2 = '' OR p.country = ?2) ORDER BY p.key, p.id")     \
    X(places_keyed, "SELECT " SQ_PLACE " FROM place p WHERE p.key = ?1 ORDER BY p.id")                                             \
    X(places_unit, "SELECT " SQ_PLACE " FROM place p WHERE p.country = ?1 AND (?2 = '' OR p.admin1 = ?2) ORDER BY p.key, p.id")    \
    X(places_box, "SELECT " SQ_PLACE " FROM place_at b CROSS JOIN place p ON p.id = b.id WHERE b.lat_to >= ?1 AND b.lat_from <= ?2 AND b.lon_to >= ?3 AND "        \
                  "b.lon_from <= ?4 ORDER BY p.key, p.id")                                                                         \
    X(places_all, "SELECT " SQ_PLACE " FROM place p ORDER BY p.key, p.id") X(place_ids, "SELECT id FROM place")                    \
    X(told_of, "SELECT count(*) FROM (SELECT 1 FROM claim WHERE place = ?1 AND at_to - at_from <= 31 LIMIT 100)")                  \
    /* claims: each gives ids and columns of a superset of what is asked; the filter is applied to what comes */                    \
    X(in_scope, "SELECT " SQ_CLAIM " FROM temp.scope s CROSS JOIN claim c WHERE " SQ_SHORT " UNION ALL SELECT " SQ_CLAIM           \
                " FROM temp.scope s CROSS JOIN claim c WHERE " SQ_LONG)                                                            \
    X(in_territory, "SELECT DISTINCT f.claim FROM temp.scope s CROSS JOIN claim_ref f WHERE f.place IS NOT NULL AND f.place = s.id AND f.role = 1 AND f.at_from <= ?2 AND " \
                    "f.at_to >= ?1")                                                                                               \
    X(in_scope_ids, "SELECT c.id FROM temp.scope s CROSS JOIN claim c WHERE " SQ_SHORT " UNION ALL SELECT c.id FROM temp.scope s CROSS JOIN claim c WHERE " SQ_LONG) \
    X(timeless_ids, "SELECT c.id FROM temp.scope s CROSS JOIN claim c WHERE c.place IS s.id AND c.at_from IS NULL")                \
    X(extent, "SELECT count(*), min(c.at_from), max(c.at_from) FROM temp.scope s CROSS JOIN claim c WHERE " SQ_SHORT)               \
    X(timeless_some, "SELECT 1 FROM temp.scope s CROSS JOIN claim c WHERE c.place IS s.id AND c.at_from IS NULL LIMIT 1")          \
    X(timeless, "SELECT " SQ_CLAIM " FROM temp.scope s CROSS JOIN claim c WHERE c.place IS s.id AND c.at_from IS NULL")                            \
    X(from_id, "SELECT " SQ_CLAIM " FROM claim c WHERE c.id > ?1 ORDER BY c.id")                                                   \
    X(of_report, "SELECT " SQ_CLAIM " FROM claim c WHERE c.id BETWEEN ?1 AND ?2 ORDER BY c.id")                                    \
    X(by_actor, "SELECT " SQ_CLAIM " FROM temp.scope s CROSS JOIN claim c WHERE c.actor IS NOT NULL AND c.actor = s.id")           \
    X(by_ref, "SELECT DISTINCT f.claim FROM temp.scope s CROSS JOIN claim_ref f WHERE f.actor IS NOT NULL AND f.actor = s.id")     \
    X(by_source, "SELECT " SQ_CLAIM " FROM temp.scope s CROSS JOIN claim c WHERE c.source IS NOT NULL AND c.source = s.id")        \
    X(actors_all, "SELECT " SQ_ACTOR " FROM actor a ORDER BY a.id")                                                                \
    X(reports_from, "SELECT " SQ_REPORT " FROM report r WHERE r.id > ?1 ORDER BY r.id")                                            \
    X(reports_before, "SELECT id FROM report WHERE id < ?1 ORDER BY id DESC LIMIT ?2")                                             \
    X(reports_walk, "SELECT id, first_claim, n_claims, published, sha256 FROM report WHERE n_claims > 0 ORDER BY id")              \
    X(outlet_reports, "SELECT id FROM report WHERE outlet = ?1")                                        \
    X(outlets, "SELECT DISTINCT outlet FROM report")                                                                               \
    /* search */                                                                                                                   \
    X(search, "SELECT rowid, rank FROM sentence_text WHERE sentence_text MATCH ?1 ORDER BY rank LIMIT ?2")                         \
    X(search_late, "SELECT rowid, 0 FROM sentence_text WHERE sentence_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2")                 \
    X(search_count, "SELECT count(*) FROM sentence_text WHERE sentence_text MATCH ?1")                                             \
    X(search_all, "SELECT rowid FROM sentence_text WHERE sentence_text MATCH ?1 ORDER BY rowid")                                   \
    /* assessments, agreements */                                                                                                  \
    X(assessments, "SELECT id, kind, target, value, reason, who, at FROM assessment WHERE at <= ?1 ORDER BY id")                   \
    X(assessment_of, "SELECT id, kind, target, value, reason, who, at FROM assessment WHERE id = ?1")                              \
    X(agreements, "SELECT name, yaml, origin, rev, recorded FROM agreement g WHERE recorded <= ?1 AND rev = (SELECT max(rev) FROM agreement h WHERE h.name = g.name AND " \
                  "h.recorded <= ?1) ORDER BY name")                                                                               \
    X(agreement_of, "SELECT name, rev, yaml, origin, recorded FROM agreement WHERE id = ?1")                                       \
    /* counting and proving */                                                                                                     \
    X(counts, "SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM claim), (SELECT count(*) FROM assessment), (SELECT count(*) FROM agreement), " \
              "(SELECT count(*) FROM chain), (SELECT min(recorded) FROM report), (SELECT max(recorded) FROM report)")              \
    /* the server: head and registers. ?1 part of a name, ?2 limit, ?3 offset */                                                    \
    X(head, "SELECT coalesce((SELECT max(seq) FROM chain), 0), (SELECT hash FROM chain ORDER BY seq DESC LIMIT 1), coalesce((SELECT max(id) FROM report), 0), " \
            "coalesce((SELECT max(id) FROM claim), 0), coalesce((SELECT max(id) FROM assessment), 0), (SELECT max(m) FROM (SELECT recorded AS m FROM report WHERE id = " \
            "(SELECT max(id) FROM report) UNION ALL SELECT at FROM assessment WHERE id = (SELECT max(id) FROM assessment) UNION ALL SELECT max(recorded) FROM agreement))") \
    X(entries_places, "WITH u AS (SELECT place AS id, sum(n) AS n FROM (SELECT place, count(*) AS n FROM claim WHERE at_to - at_from <= 31 GROUP BY place UNION ALL " \
                      "SELECT place, count(*) AS n FROM claim WHERE at_to - at_from > 31 GROUP BY place) WHERE place IS NOT NULL GROUP BY place) SELECT " SQ_PLACE \
                      ", coalesce(u.n, 0) AS uses, count(*) OVER () FROM place p LEFT JOIN u ON u.id = p.id WHERE instr(p.fold, ?1) > 0 ORDER BY uses DESC, p.name, p.id " \
                      "LIMIT ?2 OFFSET ?3") \
    X(entries_actors, "WITH u AS (SELECT actor AS id, count(*) AS n FROM claim WHERE actor IS NOT NULL GROUP BY actor) SELECT " SQ_ACTOR \
                      ", sum(coalesce(u.n, 0)) AS uses, count(*) OVER () FROM actor a LEFT JOIN u ON u.id = a.id WHERE a.name LIKE '%' || ?1 || '%' GROUP BY a.key, a.country " \
                      "ORDER BY uses DESC, a.name, a.id LIMIT ?2 OFFSET ?3") \
    X(entries_sources, "WITH u AS (SELECT source AS id, count(*) AS n FROM claim WHERE source IS NOT NULL GROUP BY source) SELECT v.*, count(*) OVER () FROM (SELECT " SQ_ACTOR \
                       ", sum(u.n) AS uses FROM u JOIN actor a ON a.id = u.id GROUP BY a.key, a.country UNION ALL SELECT NULL, NULL, outlet, NULL, NULL, sum(n_claims) FROM report " \
                       "WHERE outlet <> '' GROUP BY outlet) v WHERE v.name LIKE '%' || ?1 || '%' ORDER BY v.uses DESC, v.name, v.id LIMIT ?2 OFFSET ?3") \
    X(persons, "SELECT " SQ_ACTOR ", m.last FROM (SELECT coalesce(max(id), 0) AS last FROM actor) m LEFT JOIN actor a ON a.id > ?1 AND a.kind = ?2 AND m.last > ?1 ORDER BY a.id") \
    X(chain_all, "SELECT seq, kind, row, hash FROM chain ORDER BY seq")                                                            \
    X(digests_actor, "SELECT " SQ_ACTOR " FROM actor a ORDER BY a.id") X(digests_place, "SELECT " SQ_PLACE " FROM place p ORDER BY p.id") \
    X(words_all, "SELECT id, text FROM word ORDER BY id")                                                                          \
    X(refs_all, "SELECT claim, role, place, actor FROM claim_ref ORDER BY claim, n")                                               \
    X(sha_of, "SELECT sha256 FROM report WHERE id = ?1")                                                                           \
    X(stray_report, "SELECT min(id) FROM report WHERE id NOT IN (SELECT row FROM chain WHERE kind = 1)")                           \
    X(stray_claim, "SELECT min(id) FROM claim WHERE id NOT IN (SELECT row FROM chain WHERE kind = 2)")                             \
    X(stray_assessment, "SELECT min(id) FROM assessment WHERE id NOT IN (SELECT row FROM chain WHERE kind = 3)")                   \
    X(stray_agreement, "SELECT min(id) FROM agreement WHERE id NOT IN (SELECT row FROM chain WHERE kind = 4)")

#endif
