/* SPDX-License-Identifier: Apache-2.0 */
/* Maps: GeoJSON (RFC 7946, flat properties, the statement as foreign member "truce") and KML 2.2 (OGC 07-147r2, the statement in the document's description). Rows whose place has no
 * coordinates are kept, without a geometry. */
#include "base/utf8.h"
#include "views/export_int.h"

#define PLACED (1u << TR_EXPORT_claims | 1u << TR_EXPORT_incidents | 1u << TR_EXPORT_findings)
#define DECIMALS 6

static void put_geometry(struct tr_json *j, const struct tr_place_row *p)
{
    tr_json_key(j, "geometry");
    if (!p || !p->located) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    tr_json_key(j, "type");
    tr_json_cstr(j, "Point");
    tr_json_key(j, "coordinates");
    tr_json_array(j);
    tr_json_real(j, p->lon, DECIMALS);
    tr_json_real(j, p->lat, DECIMALS);
    tr_json_end(j);
    tr_json_end(j);
}

static void open_geojson(const struct tr_export *x, struct tr_export_out *o)
{
    tr_text_put(&o->text, TR_STR("{\"type\":\"FeatureCollection\",\n\"truce\":"));
    tr_export_statement(o->format, x, &o->json);
    tr_out_flush(o);
    tr_text_put(&o->text, TR_STR(",\n\"features\":[\n"));
}

static void put_features(const struct tr_export *x, struct tr_export_out *o)
{
    const struct tr_sheet *s = tr_sheet_of(x->what);
    uint64_t n = s->rows(x);
    for (uint64_t i = 0; i < n && !o->refused; i++) {
        struct tr_row r = { .x = x, .a = o->arena };
        if (o->n++) tr_text_put(&o->text, TR_STR(",\n"));
        s->at(x, i, &r);
        tr_json_object(&o->json);
        tr_json_key(&o->json, "type");
        tr_json_cstr(&o->json, "Feature");
        tr_json_key(&o->json, "id");
        tr_json_str(&o->json, s->id(&r));
        put_geometry(&o->json, s->place(&r));
        tr_json_key(&o->json, "properties");
        tr_json_object(&o->json);
        for (uint32_t c = 0; c < s->n; c++) {
            struct tr_cell cell = s->columns[c].get(&r);
            tr_json_key(&o->json, s->columns[c].name);
            tr_json_cell(&o->json, o->arena, &cell, true);
        }
        tr_json_end(&o->json);
        tr_json_end(&o->json);
        tr_out_flush(o);
    }
}

static void close_geojson(const struct tr_export *x, struct tr_export_out *o)
{
    (void)x;
    tr_text_put(&o->text, TR_STR("\n]}\n"));
}

/* --- KML -------------------------------------------------------------------------------------------------------------- */

/* XML 1.0 has no word for most control characters and for U+FFFE and U+FFFF: they become U+FFFD, as does what is no UTF-8. */
static void put_xml(struct tr_text *t, tr_str s)
{
    char utf8[4];
    for (size_t at = 0; at < s.n;) {
        uint32_t cp = tr_utf8_next(s, &at);
        switch (cp) {
        case '<': tr_text_put(t, TR_STR("&lt;")); continue;
        case '>': tr_text_put(t, TR_STR("&gt;")); continue;
        case '&': tr_text_put(t, TR_STR("&amp;")); continue;
        case '"': tr_text_put(t, TR_STR("&quot;")); continue;
        case '\r': tr_text_put(t, TR_STR("&#13;")); continue;
        default: break;
        }
        if ((cp < 0x20 && cp != '\n' && cp != '\t') || cp == 0xFFFE || cp == 0xFFFF) cp = 0xFFFD;
        tr_text_put(t, (tr_str){ utf8, tr_utf8_put(utf8, cp) });
    }
}

static void put_element(struct tr_text *t, const char *name, tr_str s)
{
    if (!s.n) return;
    tr_text_printf(t, "<%s>", name);
    put_xml(t, s);
    tr_text_printf(t, "</%s>\n", name);
}

static void put_time(struct tr_text *t, struct tr_arena *a, tr_days d)
{
    if (!tr_days_known(d)) return;
    if (d.from == d.to) {
        tr_text_put(t, TR_STR("<TimeStamp>"));
        put_element(t, "when", tr_date_iso(a, d.from));
        tr_text_put(t, TR_STR("</TimeStamp>\n"));
        return;
    }
    tr_text_put(t, TR_STR("<TimeSpan>"));
    put_element(t, "begin", tr_date_iso(a, d.from));
    put_element(t, "end", tr_date_iso(a, d.to));
    tr_text_put(t, TR_STR("</TimeSpan>\n"));
}

static void put_data(struct tr_text *t, const struct tr_sheet *s, const struct tr_row *r)
{
    tr_text_put(t, TR_STR("<ExtendedData>\n"));
    for (uint32_t c = 0; c < s->n; c++) {
        struct tr_cell cell = s->columns[c].get(r);
        if (cell.kind == TR_CELL_EMPTY) continue;
        tr_text_printf(t, "<Data name=\"%s\"><value>", s->columns[c].name);
        put_xml(t, tr_cell_string(r->a, &cell));
        tr_text_put(t, TR_STR("</value></Data>\n"));
    }
    tr_text_put(t, TR_STR("</ExtendedData>\n"));
}

static void put_point(struct tr_text *t, struct tr_arena *a, const struct tr_place_row *p)
{
    if (!p || !p->located) return;
    struct tr_cell lon = tr_cell_real(p->lon, DECIMALS), lat = tr_cell_real(p->lat, DECIMALS);
    tr_str x = tr_cell_string(a, &lon), y = tr_cell_string(a, &lat);
    tr_text_printf(t, "<Point><coordinates>" TR_STR_FMT "," TR_STR_FMT "</coordinates></Point>\n", TR_STR_ARG(x), TR_STR_ARG(y));
}

static void open_kml(const struct tr_export *x, struct tr_export_out *o)
{
    tr_str statement;
    tr_text_put(&o->text,
                TR_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n"));
    tr_text_printf(&o->text, "<name>Truce: %s</name>\n", tr_export_what_name(x->what));
    tr_export_statement(o->format, x, &o->json);
    if (!tr_json_done(&o->json, &statement)) return; /* the writer's failure, which the next flush tells */
    put_element(&o->text, "description", statement);
    tr_json_clear(&o->json);
}

static void put_placemarks(const struct tr_export *x, struct tr_export_out *o)
{
    const struct tr_sheet *s = tr_sheet_of(x->what);
    uint64_t n = s->rows(x);
    for (uint64_t i = 0; i < n && !o->refused; i++) {
        struct tr_row r = { .x = x, .a = o->arena };
        s->at(x, i, &r);
        tr_text_put(&o->text, TR_STR("<Placemark id=\""));
        put_xml(&o->text, s->id(&r));
        tr_text_put(&o->text, TR_STR("\">\n"));
        put_element(&o->text, "name", s->title(&r));
        if (r.claim) put_element(&o->text, "description", r.claim->sentence_text.n ? r.claim->sentence_text : r.claim->quote);
        put_time(&o->text, o->arena, s->days(&r));
        put_data(&o->text, s, &r);
        put_point(&o->text, o->arena, s->place(&r));
        tr_text_put(&o->text, TR_STR("</Placemark>\n"));
        tr_out_flush(o);
    }
}

static void close_kml(const struct tr_export *x, struct tr_export_out *o)
{
    (void)x;
    tr_text_put(&o->text, TR_STR("</Document>\n</kml>\n"));
}

const struct tr_export_format tr_export_geojson = { .name = "geojson",
                                                    .extension = "geojson",
                                                    .about = "GeoJSON with flat properties (RFC 7946)",
                                                    .whats = PLACED,
                                                    .usual = TR_EXPORT_incidents,
                                                    .states = true,
                                                    .open = open_geojson,
                                                    .put = put_features,
                                                    .close = close_geojson };
const struct tr_export_format tr_export_kml = { .name = "kml",
                                                .extension = "kml",
                                                .about = "KML 2.2",
                                                .whats = PLACED,
                                                .usual = TR_EXPORT_incidents,
                                                .states = true,
                                                .open = open_kml,
                                                .put = put_placemarks,
                                                .close = close_kml };
