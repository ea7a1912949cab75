#!/bin/sh
# Runs the Python tests in distill/.venv, which it makes when it is missing or when requirements.lock has changed.
# Works on a fresh clone with python3 (3.11 or newer) and pip; wants no data and no GPU. pip's own variables are heeded: with
# PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu it takes the torch without CUDA, which is gigabytes smaller.
set -eu
cd "$(dirname "$0")/.."
venv=distill/.venv
lock=$(python3 -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' distill/requirements.lock)
if [ "$(cat "$venv/lock.sha256" 2>/dev/null)" != "$lock" ]; then
  echo "distill: installing requirements.lock into $venv" >&2
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r distill/requirements.lock >&2
  echo "$lock" > "$venv/lock.sha256"
fi
exec "$venv/bin/python" -m pytest -q distill "$@"
