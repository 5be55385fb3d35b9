#!/bin/sh
# Looks whether this machine has what the platform needs
exec "$(dirname -- "$(readlink -f -- "$0")")/../task-runner.sh" check "$@"
