#!/bin/sh
# Proves what the GitHub token may do
exec "$(dirname -- "$(readlink -f -- "$0")")/../task-runner.sh" validate-github-auth "$@"
