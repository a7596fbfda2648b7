#!/bin/bash -eu
# As OSS-Fuzz builds.
exec bash -eu "$SRC/assay/fuzz/oss-fuzz/build.sh" "$@"
