#!/usr/bin/env bash
# Fresh clone, empty package caches, to the first answer: seconds, on stderr by step.
# bash benchmarks/cold_start.sh
set -euo pipefail
here=$(git rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export UV_CACHE_DIR="$work/uv-cache" PIP_CACHE_DIR="$work/pip-cache"
export RASA_PORT=5205 ACTIONS_PORT=5255 WEB_PORT=8280
began=$(date +%s)
git clone -q "$here" "$work/clone"
make -C "$work/clone" -s ask Q="how do I become a librarian"
echo "fresh clone to first answer: $(( $(date +%s) - began )) s"
