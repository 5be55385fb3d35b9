#!/bin/sh
# Keeps .env files in PostgreSQL: backup | restore
exec "$(dirname -- "$(readlink -f -- "$0")")/../task-runner.sh" config "$@"
