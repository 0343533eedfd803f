#!/usr/bin/env bash
# Sourced: the options that every server is started with. They come first, so that what the user asks for wins.

# Out of memory, the image's options say `kill -9 1`, because the JVM is the first process of its container; the kernel lets no such signal
# through to that, and the JVM would live on, half dead. A heap dump would go to the folder that it was started in, which is read-only.
own_options() {
  local processors
  processors=$(processors)
  echo "-XX:+ExitOnOutOfMemoryError -XX:-HeapDumpOnOutOfMemoryError${processors:+ -XX:ActiveProcessorCount=$processors}"
}

# Where nothing limits it, the JVM counts the machine's processors, and makes threads for all of them. It is told of twice as many as were
# requested: a machine has seldom more to give for long, but often as much. Nothing where that is no fewer than there are.
processors() {
  local wanted=$(( 2 * ${RING_PROCESSORS:-0} ))
  if (( wanted > 0 && wanted < $(nproc) )); then echo "$wanted"; fi
}
