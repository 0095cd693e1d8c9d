#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Measure the program on raw text of the dev sets; arguments go to evaluate.py. Needs no package beyond Python itself.
exec python3 "$(dirname "$0")/evaluate.py" "$@"
