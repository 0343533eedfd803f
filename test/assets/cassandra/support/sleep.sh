#!/usr/bin/env bash
# Stands for a server: ends on a signal.
exec sleep 600
