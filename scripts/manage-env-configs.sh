#!/bin/sh
# Keeps .env files in PostgreSQL: backup | restore [file] | list
exec "$(dirname -- "$(readlink -f -- "$0")")/../task-runner.sh" config "$@"
