// SPDX-License-Identifier: BSD-3-Clause
/**
 * The vocabulary of the Network Block Device protocol: numbers and their names, as the protocol document has them
 * ({@code doc/proto.md} of the NetworkBlockDevice project; extended headers from its branch
 * {@code extension-ext-header}). There is no behaviour here: servers, clients and tests share it.
 *
 * <p>A constant is called what the document calls it, less the prefix that the class already says:
 * {@code NBD_OPT_GO} is {@link dev.platter.nbd.Options#GO}.
 */
@NullMarked
@Version("1.0.0")
package dev.platter.nbd;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
