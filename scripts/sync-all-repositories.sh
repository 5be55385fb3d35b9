#!/bin/sh
# Clones, fetches and fast-forwards the managed repositories
exec "$(dirname -- "$(readlink -f -- "$0")")/../task-runner.sh" sync "$@"
