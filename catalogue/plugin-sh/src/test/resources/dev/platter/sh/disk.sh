#!/bin/sh
# A disk of 200001 bytes in a file beside the script.
disk=${0%/*}/disk
case $1 in
  get_ready) test -e "$disk" || truncate -s 200001 "$disk" ;;
  get_size) stat -c %s "$disk" ;;
  can_write | can_flush | can_trim | can_zero | can_extents | can_multi_conn) exit 0 ;;
  can_fua) echo native ;;
  can_cache) echo native ;;
  can_fast_zero) exit 3 ;;
  thread_model) echo parallel ;;
  pread) dd if="$disk" skip="$4" count="$3" iflag=skip_bytes,count_bytes,fullblock bs=64k status=none ;;
  pwrite) dd of="$disk" seek="$4" count="$3" conv=notrunc iflag=count_bytes,fullblock oflag=seek_bytes bs=64k status=none ;;
  flush | cache) exit 0 ;;
  trim | zero) fallocate -p -o "$4" -l "$3" "$disk" ;;
  extents) echo "$4 $3" ;;
  *) exit 2 ;;
esac
