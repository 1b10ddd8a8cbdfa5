#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# A disk for the plugin scripts: the file disk.img beside this script. It is called with a method, an export, and what the method needs.
image=${0%/*}/disk.img
method=$1
count=$3
offset=$4

case $method in
  get_size) exec stat -c %s "$image" ;;
  features) echo write flush multi-conn ;;
  pread) exec dd if="$image" iflag=skip_bytes,count_bytes bs=64k skip="$offset" count="$count" status=none ;;
  pwrite) exec dd of="$image" oflag=seek_bytes bs=64k seek="$offset" conv=notrunc status=none ;;
  flush) exec sync -d "$image" ;;
  *) echo "ENOTSUP there is no method $method" >&2; exit 1 ;;
esac
