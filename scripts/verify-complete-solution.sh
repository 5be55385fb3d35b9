#!/bin/sh
# Every check, one analysis of a text and one of a picture
exec "$(dirname -- "$(readlink -f -- "$0")")/../task-runner.sh" verify-complete-solution "$@"
