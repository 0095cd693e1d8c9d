/* SPDX-License-Identifier: Apache-2.0 */
/* Outlines of a country's first-level units, as far as they can be told without a data set of borders that may be handed on: each spot belongs to the unit of the nearest
 * town of the gazetteer, within the country's border on the base map. They are good to tell provinces apart, and wrong by up to half the way between towns: whoever
 * draws them says "approximate".
 *
 *   tr_json_key(j, "features");
 *   if (tr_view_regions(j, gazetteer, "SY", arena, &err)) … err.msg … */
#ifndef TR_VIEWS_REGIONS_H
#define TR_VIEWS_REGIONS_H

#include "base/json.h"
#include "knowledge/gazetteer.h"

#define TR_REGION_TOWNS 4000u   /* that outlines are made of at most; of more, one in each cell of a coarser grid */

/* Writes an array of GeoJSON features in the order of their names: admin1 as places carry it, name, at (longitude and latitude of a spot inside, for the name), towns (how
 * many tell of it), approximate. Empty where the base map lacks the country, or the gazetteer has towns of fewer than two units. TR_E_DATA: the program has no base map or
 * one that cannot be read; TR_E_NOMEM. */
int tr_view_regions(struct tr_json *j, const struct tr_gazetteer *g, const char iso[2], struct tr_arena *a, struct tr_err *err);

#endif
