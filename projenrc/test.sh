#!/bin/sh
# test.sh [ARGUMENT OF JEST...]: types, compiler and lint keep one core busy each, and none all the time; so they run beside the tests.
# The compiler comes before those who read what it writes: API.md, `.jsii` and the bundle are tested, and the examples are linted against lib/.
# What types and lint complain about is said last, in one piece.
said=$(mktemp -d)
trap 'kill $types $lint 2>/dev/null; rm -rf "$said"' EXIT
trap 'exit 130' INT TERM

types='' lint=''
tsc --noEmit -p test/tsconfig.json >"$said/types" 2>&1 &
types=$!
projen compile || exit
projen eslint >"$said/lint" 2>&1 &
lint=$!

failed=0
jest --ci "$@" || failed=1
wait $types || { failed=1; cat "$said/types"; }
wait $lint || { failed=1; cat "$said/lint"; }
exit $failed
