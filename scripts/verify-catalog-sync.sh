#!/bin/sh
# Compares the repositories with the catalog
exec "$(dirname -- "$(readlink -f -- "$0")")/../task-runner.sh" verify-catalog-sync "$@"
