#!/bin/sh
# Publishes a probe, sees it in the catalog, removes it
exec "$(dirname -- "$(readlink -f -- "$0")")/../task-runner.sh" test-github-backstage "$@"
