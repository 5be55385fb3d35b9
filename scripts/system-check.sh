#!/bin/sh
# One report on everything, with a cure for each finding
exec "$(dirname -- "$(readlink -f -- "$0")")/../task-runner.sh" diagnose "$@"
