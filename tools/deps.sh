#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Installs what packages.txt lists and this machine lacks; touches nothing that is there.
#   tools/deps.sh [group …]      groups as in packages.txt; none = all
# Debian packages need root: run as root or with sudo, and say so first. npm packages go to build/npm (no scripts are run).
set -euo pipefail
cd "$(dirname "$0")/.."
groups=" ${*:-build test lint} "

wanted() { # kind -> package names of the chosen groups
    while read -r kind group name _; do
        if [ "$kind" = "$1" ] && [[ "$groups" == *" $group "* ]]; then echo "$name"; fi
    done < packages.txt
}

present() { # Debian package, or for tools the command itself (a gcc or node from elsewhere serves as well)
    case $1 in
        gcc | make | python3 | npm | nodejs) command -v "${1%js}" > /dev/null && return 0 ;;
    esac
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2> /dev/null)" = installed ]
}

missing=()
for p in $(wanted apt); do present "$p" || missing+=("$p"); done

npm_missing=()
for p in $(wanted npm); do
    dir=build/npm/node_modules/${p%@*}
    [ -f "$dir/package.json" ] && grep -q "\"version\": *\"${p##*@}\"" "$dir/package.json" || npm_missing+=("$p")
done
if [ ${#npm_missing[@]} -gt 0 ]; then present npm || missing+=(npm); fi

if [ ${#missing[@]} -gt 0 ]; then
    as_root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo > /dev/null || { echo "deps: missing Debian packages: ${missing[*]}; as root: apt-get install ${missing[*]}" >&2; exit 1; }
        as_root=(sudo)
    fi
    echo "deps: installing Debian packages (needs root): ${missing[*]}"
    install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}")
    "${install[@]}" > /dev/null || { "${as_root[@]}" apt-get update -q > /dev/null && "${install[@]}" > /dev/null; }
fi
if [ ${#npm_missing[@]} -gt 0 ]; then
    echo "deps: fetching npm packages into build/npm: ${npm_missing[*]}"
    mkdir -p build/npm
    # npm takes away what it is not asked for: packages of other groups that are there already are named again.
    here=()
    while read -r kind _ p _; do
        if [ "$kind" = npm ] && [ -d "build/npm/node_modules/${p%@*}" ]; then here+=("$p"); fi
    done < packages.txt
    npm install --prefix build/npm --no-save --no-audit --no-fund --ignore-scripts --omit=dev --loglevel=error $(printf '%s\n' "${here[@]}" $(wanted npm) | sort -u)
fi
