#!/bin/sh
# Runs the platform on a machine that has any Node.js, npm and git, and nothing else:
#
#   ./task-runner.sh start     install what is missing, start everything, print the URLs
#   ./task-runner.sh test      install what is missing, run every test
#
# It chooses a Node.js, installs the packages when they are missing or stale, and hands every word to the
# `infra-ai` command. POSIX sh; everything that needs more than a shell lives in packages/cli.
set -eu

NODE_VERSION=24.21.0
YARN_RELEASE=.yarn/releases/yarn-4.18.1.cjs

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
CACHE=${INFRA_AI_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/infra-ai}

# Progress goes to stderr: `./task-runner.sh analyze FILE > out.yaml` must write YAML only.
say() { printf '%s\n' "$*" >&2; }
fail() {
  say "task-runner: $*"
  exit 1
}

# --- Locks ----------------------------------------------------------------------------------------------
# A directory, because mkdir is atomic everywhere; inside is the pid of its owner and, where /proc tells,
# the owner's start time, so that a pid that was given to another process later is not taken for the owner.

HELD_LOCK=
TEMPORARY=

start_time_of() {
  if [ -r "/proc/$1/stat" ]; then
    # The command name (field 2, in parentheses) may hold spaces: cut after it.
    sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20
  else
    ps -o lstart= -p "$1" 2>/dev/null || true
  fi
}

lock_owner_lives() {
  owner=$(cat "$1/pid" 2>/dev/null || true)
  [ -n "$owner" ] || return 1
  kill -0 "$owner" 2>/dev/null || return 1
  [ "$(cat "$1/start" 2>/dev/null || true)" = "$(start_time_of "$owner")" ]
}

take_lock() { # path, what the owner does
  told=
  empty=0
  mkdir -p "$(dirname -- "$1")" || fail "cannot write to $(dirname -- "$1")."
  while ! mkdir "$1" 2>/dev/null; do
    [ -d "$1" ] || fail "cannot write to $(dirname -- "$1")."
    if lock_owner_lives "$1"; then
      empty=0
      if [ -z "$told" ]; then
        say "Another task-runner.sh (pid $(cat "$1/pid")) is $2; waiting for it."
        told=1
      fi
    elif [ ! -s "$1/start" ] && [ "$empty" -lt 3 ]; then
      # Its owner may be between mkdir and writing its pid.
      empty=$((empty + 1))
    else
      stale=$(cat "$1/pid" 2>/dev/null || true)
      # rename is atomic: of several that saw the stale lock, one removes it.
      if mv "$1" "$1.stale.$$" 2>/dev/null; then
        if [ "$(cat "$1.stale.$$/pid" 2>/dev/null || true)" = "$stale" ]; then
          rm -rf "$1.stale.$$"
        else
          mv "$1.stale.$$" "$1" 2>/dev/null || true
        fi
      fi
      continue
    fi
    sleep 1
  done
  HELD_LOCK=$1
  echo $$ >"$1/pid"
  start_time_of $$ >"$1/start"
}

release_lock() {
  if [ -n "$HELD_LOCK" ]; then
    rm -rf "$HELD_LOCK"
    HELD_LOCK=
  fi
}

clean_up() {
  [ -z "$TEMPORARY" ] || rm -rf "$TEMPORARY"
  TEMPORARY=
  release_lock
}
trap clean_up EXIT
trap 'clean_up; trap - EXIT; exit 130' INT
trap 'clean_up; trap - EXIT; exit 143' TERM HUP

# --- Node.js --------------------------------------------------------------------------------------------

# 22.12 is the first 22 that can require() ES modules, which some of the packages are.
node_is_good() {
  "$1" -e 'var v = process.versions.node.split(".").map(Number); process.exit(v[0] === 24 || (v[0] === 22 && v[1] >= 12) ? 0 : 1)' \
    >/dev/null 2>&1
}

choose_node() {
  own=$(command -v node 2>/dev/null || true)
  if [ -n "$own" ] && node_is_good "$own"; then
    NODE=$own
    return
  fi

  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=darwin ;;
    *) fail "there is no Node.js $NODE_VERSION for $(uname -s) here; install Node.js 24 yourself and run this again." ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) arch=x64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) fail "there is no Node.js $NODE_VERSION for $(uname -m) here; install Node.js 24 yourself and run this again." ;;
  esac
  package=node-$os-$arch
  home=$CACHE/node-v$NODE_VERSION-$os-$arch
  NODE=$home/node_modules/$package/bin/node
  if [ -x "$NODE" ]; then return; fi

  command -v npm >/dev/null 2>&1 ||
    fail "Node.js 22 or 24 is needed and npm, which could fetch it, is not installed. Install Node.js 24 and run this again."

  take_lock "$CACHE/.lock-node" 'fetching Node.js'
  if [ ! -x "$NODE" ]; then
    if [ -n "$own" ]; then found=" (this machine has $("$own" --version 2>/dev/null || echo 'one that does not run'))"; else found=; fi
    say "Fetching Node.js $NODE_VERSION through npm into $CACHE$found"
    # Left behind by a run that was killed; the lock is ours, so nobody is using them.
    rm -rf "$CACHE"/.partial-*
    TEMPORARY=$CACHE/.partial-$$
    mkdir -p "$TEMPORARY"
    if ! npm install --ignore-scripts --no-save --no-package-lock --no-audit --no-fund --loglevel=error \
      --prefix "$TEMPORARY" "$package@$NODE_VERSION" >"$TEMPORARY/npm.log" 2>&1; then
      sed 's/^/  /' "$TEMPORARY/npm.log" | tail -n 5 >&2
      fail "could not fetch Node.js $NODE_VERSION through npm. Check the network and 'npm config get registry', or install Node.js 24 yourself; then run this again."
    fi
    if ! node_is_good "$TEMPORARY/node_modules/$package/bin/node"; then
      fail "Node.js $NODE_VERSION from npm does not run on this system. Install Node.js 22 or 24 yourself and run this again."
    fi
    rm -rf "$home"
    mv "$TEMPORARY" "$home"
    TEMPORARY=
  fi
  release_lock
}

# --- Packages -------------------------------------------------------------------------------------------

manifest_hash() {
  cat yarn.lock .yarnrc.yml package.json packages/*/package.json plugins/*/package.json | git hash-object --stdin
}

installed() {
  [ -f node_modules/.yarn-state.yml ] && [ "$(cat node_modules/.infra-ai-install 2>/dev/null || true)" = "$1" ]
}

# Yarn does not read npm's configuration; a machine whose npm is pointed at a mirror should just work.
use_npm_registry() {
  if [ -n "${YARN_NPM_REGISTRY_SERVER:-}" ] || grep -q npmRegistryServer "${HOME:-/}/.yarnrc.yml" 2>/dev/null; then return; fi
  registry=$(npm config get registry 2>/dev/null || true)
  case $registry in
    http://* | https://*)
      YARN_NPM_REGISTRY_SERVER=${registry%/}
      export YARN_NPM_REGISTRY_SERVER
      case $registry in
        http://*)
          host=${registry#http://}
          host=${host%%/*}
          YARN_UNSAFE_HTTP_WHITELIST=${host%%:*}
          export YARN_UNSAFE_HTTP_WHITELIST
          ;;
      esac
      ;;
  esac
}

install_packages() {
  hash=$(manifest_hash)
  if installed "$hash"; then return; fi
  take_lock "$ROOT/node_modules/.infra-ai-install.lock" 'installing the packages'
  if ! installed "$hash"; then
    say 'Installing the packages (the first time takes a minute or two)'
    # Without its stamp an interrupted installation is done again.
    rm -f node_modules/.infra-ai-install
    use_npm_registry
    TEMPORARY=$(mktemp -d "${TMPDIR:-/tmp}/infra-ai-install.XXXXXX")
    {
      code=0
      "$NODE" "$YARN_RELEASE" install --immutable 2>&1 || code=$?
      echo "$code" >"$TEMPORARY/code"
    } | tee "$TEMPORARY/log" | while IFS= read -r line; do
      # Yarn's steps are the progress; its remarks on the peer dependencies of others are noise.
      case $line in
        *'┌ '* | *'└ Completed in'*) say "  ${line#*YN0000: }" ;;
      esac
    done
    if [ "$(cat "$TEMPORARY/code" 2>/dev/null || echo 1)" != 0 ]; then
      if grep -qE 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|RequestError|YN0035' "$TEMPORARY/log"; then
        fail "the packages could not be downloaded: the npm registry did not answer as it should. Check the network (or set YARN_NPM_REGISTRY_SERVER to a mirror) and run this again; it continues where it stopped."
      fi
      grep -E 'YN[0-9]+: .*(Error|error|cannot|forbidden|failed)|YN0001|YN0028|Failed with' "$TEMPORARY/log" | tail -n 10 >&2 || true
      fail "the packages could not be installed; the reason is above. Mend it and run this again."
    fi
    rm -rf "$TEMPORARY"
    TEMPORARY=
    echo "$hash" >node_modules/.infra-ai-install
  fi
  release_lock
}

# --------------------------------------------------------------------------------------------------------

command -v git >/dev/null 2>&1 || fail 'git is needed; install it and run this again.'
[ -f "$ROOT/$YARN_RELEASE" ] || fail "$ROOT/$YARN_RELEASE is missing: this checkout is not complete."

choose_node
PATH=$(dirname -- "$NODE"):$PATH
export PATH
(cd "$ROOT" && : "$(manifest_hash)") || fail "the package files in $ROOT cannot be read."

START_DIRECTORY=$(pwd)
cd "$ROOT"
install_packages
cd "$START_DIRECTORY"
trap - EXIT INT TERM HUP

INFRA_AI_COMMAND=${INFRA_AI_COMMAND:-$0}
export INFRA_AI_COMMAND
exec "$NODE" "$ROOT/packages/cli/bin/infra-ai" "$@"
