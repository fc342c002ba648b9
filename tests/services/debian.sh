#!/usr/bin/env bash
# Debian packages that the tests need, installed only where they are missing and we may.
# With CI set, what is still missing afterwards is a failure; otherwise the tests that need it are skipped.
set -euo pipefail

missing=()
need() { missing+=("$1"); }
installed() { command -v "$1" >/dev/null 2>&1; }

check() {
  missing=()
  installed chromium || installed google-chrome || { need chromium; need fonts-liberation; }
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || installed initdb || need postgresql
  installed redis-server || need redis-server
  installed mvn || need maven # fetches the search servers
  installed xgettext && installed msgfmt || need gettext
}

check
[ "${#missing[@]}" -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && installed apt-get; then
  echo "Installing from Debian, for the tests: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  if ! { apt-get -qq update && apt-get -qq install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
  fi
  rm -f "$log"
  check
fi

[ "${#missing[@]}" -eq 0 ] && exit 0
echo "The tests need: ${missing[*]}. As root: apt-get install ${missing[*]}" >&2
if [ -n "${CI:-}" ]; then
  echo "CI is set: a missing service is a failure." >&2
  exit 1
fi
echo "The tests that need them will be skipped." >&2
