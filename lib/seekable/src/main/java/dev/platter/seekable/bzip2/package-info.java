// SPDX-License-Identifier: BSD-3-Clause
/**
 * Bzip2 files, which are only read. There is no specification by bzip2's author; this follows his program, version 1.0.8, and Joe
 * Tsai's "BZIP2: Format Specification" of 2016. A file consists of streams, and a stream of blocks, which begin at any bit and can
 * be unpacked each by itself. Nothing in the file says where they begin or how long they are unpacked.
 */
@NullMarked
package dev.platter.seekable.bzip2;

import org.jspecify.annotations.NullMarked;
