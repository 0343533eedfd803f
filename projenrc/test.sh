#!/bin/sh
# test.sh [ARGUMENT OF JEST...]: types and lint keep one core busy; so they run beside the compiler and the tests, and what they complain about is said
# last, in one piece. The compiler comes before the tests: API.md, `.jsii` and the bundle are tested.
said=$(mktemp)
trap 'kill $lint 2>/dev/null; rm -f "$said"' EXIT
trap 'exit 130' INT TERM

lint=''
{
  projen oxlint
  types=$?
  projen eslint && [ $types -eq 0 ]
} >"$said" 2>&1 &
lint=$!
projen compile || exit

failed=0
jest --ci "$@" || failed=1
wait $lint || { failed=1; cat "$said"; }
exit $failed
