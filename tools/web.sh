#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Bundles the page: web/ and the packages in build/npm -> build/web/. The files' names are fixed: the server tells browsers by ETag when they change.
set -euo pipefail
cd "$(dirname "$0")/.."
npm=build/npm/node_modules
esbuild=$npm/@esbuild/linux-x64/bin/esbuild
[ -x "$esbuild" ] || esbuild=$npm/esbuild/bin/esbuild # other machines: through node
out=build/web.$$
trap 'rm -rf "$out"' EXIT
rm -rf "$out"
mkdir -p "$out"
flags=(--bundle --minify --target=es2022 --log-level=warning --legal-comments=none --charset=utf8)
NODE_PATH=$npm "$esbuild" web/src/main.ts "${flags[@]}" --format=esm --external:/map.js --external:/chart.js --tsconfig=web/tsconfig.json --outfile="$out/app.js"
NODE_PATH=$npm "$esbuild" chart=web/src/chart-library.ts "${flags[@]}" --format=esm --tsconfig=web/tsconfig.json --outdir="$out"
# The map library from its sources, which its package carries: page and worker then share one file (its ready-made bundles hold the same code twice, 106 kB gzipped).
# Its classes expect that a field without a value is not set again after super().
NODE_PATH=$npm "$esbuild" map=web/src/map-library.ts map-worker=$npm/maplibre-gl/src/source/worker.ts "${flags[@]}" --format=esm --splitting --chunk-names=map-shared \
    --alias:maplibre-gl=./$npm/maplibre-gl/src/index.ts --tsconfig-raw='{"compilerOptions":{"useDefineForClassFields":false}}' --outdir="$out"
"$esbuild" web/styles/app.css "${flags[@]}" --outfile="$out/app.css"
node tools/basemap.mjs $npm/world-atlas/countries-50m.json "$out/world.json"
cp web/index.html web/icon.svg "$out/"
{
    echo 'The page of Truce (Apache-2.0) carries works of others, under these terms. The base map is made from Natural Earth (public domain).'
    for p in maplibre-gl/LICENSE.txt topojson-client/LICENSE world-atlas/LICENSE uplot/LICENSE; do printf '\n==== %s\n\n' "${p%/*}"; cat "$npm/$p"; done
} > "$out/licences.txt"
mkdir -p build/web
for f in "$out"/*; do
    cmp -s "$f" "build/web/${f##*/}" || cp "$f" "build/web/${f##*/}"
done
