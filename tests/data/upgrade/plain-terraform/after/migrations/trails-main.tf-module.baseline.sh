#!/usr/bin/env bash
# Trails stay the same resources under another address.
# v1.2.0 to v2.0.0
#
# Takes the root of the repository as its argument; without one, git is asked. What is done already
# is not done again. The same with every check: footing upgrade migrate --id trails-main.tf-module.baseline --run
id=trails-main.tf-module.baseline
set -eu
umask 077

root=$(cd "${1:-$(git rev-parse --show-toplevel)}" && pwd)
keep=$root/.footing/migrations/$id
mkdir -p "$keep"
[ -e "$root/.footing/.gitignore" ] || echo '*' >"$root/.footing/.gitignore"

# Each step is shown before it is taken.
step() { printf '+' >&2; printf ' %q' "$@" >&2; printf '\n' >&2; "$@"; }

# The state before anything is changed; an earlier backup is never overwritten.
backup() {
    local file
    file=$keep/$1-$(date -u +%Y%m%dT%H%M%SZ)-$$.tfstate
    echo "backup: $file" >&2
    (cd "$root/$2" && tool state pull) >"$file"
    [ -s "$file" ] || echo 'backup: there is no state yet' >&2
}
tool() { terraform "$@"; }
has() { [ -n "$(tool state list "$1" 2>/dev/null)" ]; }
mv_() {
    if ! has "$1" && has "$2"; then echo "already moved: $2" >&2; return; fi
    step tool state mv "$1" "$2"
}
rm_() {
    if ! has "$1"; then echo "not there (any more): $1" >&2; return; fi
    step tool state rm "$1"
}
import_() {
    if has "$1"; then echo "already there: $1" >&2; return; fi
    step tool import -input=false "$1" "$2"
}
provider_() { step tool state replace-provider -auto-approve "$1" "$2"; }

backup before .
cd "$root"/.
mv_ module.trail_eu_central_1 module.trails.module.trail_eu_central_1
mv_ module.trail_eu_west_1 module.trails.module.trail_eu_west_1
mv_ module.trail_us_east_1 module.trails.module.trail_us_east_1

# expected: no changes
cd "$root"/.
step tool plan -input=false
