// SPDX-License-Identifier: BSD-3-Clause
/**
 * gzip: RFC 1952 around RFC 1951. {@link dev.platter.seekable.gzip.GzipFormat} is the way in.
 *
 * <p>An image that was made here is one ordinary member. A part that is kept lies in stored blocks; the others are cut
 * into chunks that need nothing of what is before them, and each chunk has a seal, see
 * {@code Seal}. {@code Description} says what stands in the header. Files of other programs
 * are read once as a whole, which makes an index of places to begin at, see {@code ForeignIndex}.
 */
@NullMarked
package dev.platter.seekable.gzip;

import org.jspecify.annotations.NullMarked;
