// SPDX-License-Identifier: BSD-3-Clause
/**
 * Lzip files, as the manual of lzip ("File format") and the Internet-Draft draft-diaz-lzip describe them. A file consists of members, each
 * of which is unpacked by itself.
 */
@NullMarked
package dev.platter.seekable.lzip;

import org.jspecify.annotations.NullMarked;
