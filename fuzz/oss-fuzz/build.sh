#!/bin/bash -eu
# Builds the entries as OSS-Fuzz and ClusterFuzzLite want them. Usage, in their
# containers: build.sh [ENTRY...] (all)
#
# Reads CC, CXX, CFLAGS, CXXFLAGS, LIB_FUZZING_ENGINE, SRC and WORK, and writes
# into OUT, of each entry: fuzz_NAME, fuzz_NAME_seed_corpus.zip,
# fuzz_NAME.options and, where its input is messages, fuzz_NAME.dict. The list of
# entries is that of the build.
source=$SRC/assay
build=$WORK/assay

# No build type of CMake's: its flags would undo those that are given.
cmake -G Ninja -S "$source" -B "$build" \
	-DCMAKE_BUILD_TYPE=Fuzz -DBUILD_TESTING=OFF \
	-DCMAKE_PROJECT_assay_INCLUDE="$source/fuzz/oss-fuzz/link.cmake" \
	-DASSAY_FUZZING_ENGINE="$LIB_FUZZING_ENGINE"

list=$build/fuzz/entries.txt
wanted()
{
	[ $# -gt 1 ] || return 0
	case " ${*:2} " in
	*" $1 "*) ;;
	*) return 1 ;;
	esac
}

targets=(fuzz_dict)
while read -r name _; do
	wanted "$name" "$@" && targets+=("fuzz_$name")
done <"$list"
cmake --build "$build" --target "${targets[@]}"

pack_seeds()
{
	[ -d "$source/corpus/$1" ] || return 0
	(cd "$source/corpus/$1" &&
		find . -type f ! -name '*.txt' | LC_ALL=C sort >"$WORK/seeds" &&
		cmake -E tar cf "$OUT/fuzz_$1_seed_corpus.zip" --format=zip \
			--files-from="$WORK/seeds")
}

while read -r name kind; do
	wanted "$name" "$@" || continue
	cp "$build/fuzz/fuzz_$name" "$OUT/"
	pack_seeds "$name"
	printf '[libfuzzer]\nmax_len = 16384\n' >"$OUT/fuzz_$name.options"
	case $kind in
	request | response | both) cp "$build/fuzz/http.dict" "$OUT/fuzz_$name.dict" ;;
	esac
done <"$list"

# What some entries read when they start (fuzz/suite/place.h).
mkdir -p "$OUT/suite"
cp -Rp "$build/fuzz/files" "$OUT/suite/"
cp -R "$source/fuzz/suite/cases" "$source/cases/requirements" "$OUT/suite/"
