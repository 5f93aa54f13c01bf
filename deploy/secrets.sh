#!/bin/sh
# Starts the given program with the secrets of a folder: each file named as a variable becomes it.
# So no secret is in an image, in a manifest or in a process list.
set -eu
for file in "${LATTICE_SECRETS:-/run/secrets}"/*; do
    [ -f "$file" ] || continue
    name=$(basename "$file")
    case "$name" in
        *[!A-Z_]*) ;;
        *) export "$name=$(cat "$file")" ;;
    esac
done
exec "$@"
