#!/usr/bin/env bash
# Prints the newest release of one of our own repositories. Needs access to the Git server.
set -euo pipefail
git ls-remote --tags --refs "git@github.com:acme/$1.git" 'v*' | sed 's,.*/,,' | sort -V | tail -n 1
