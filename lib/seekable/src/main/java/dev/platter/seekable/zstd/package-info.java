// SPDX-License-Identifier: BSD-3-Clause
/**
 * Zstandard: RFC 8878 with the seekable format's table of frames, compressed by zstd-jni. {@link
 * dev.platter.seekable.zstd.ZstdFormat} is the way in.
 */
@NullMarked
package dev.platter.seekable.zstd;

import org.jspecify.annotations.NullMarked;
