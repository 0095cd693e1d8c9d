#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Merging and tallying of claims in memory on one core: a province's month, everywhere's month, 80,000 incidents of a year. To hold: a province and month <= 50 ms with the query.
set -e
cd "$(dirname "$0")/.."
make -s build/bench/judging/incidents
exec build/bench/judging/incidents "$@"
