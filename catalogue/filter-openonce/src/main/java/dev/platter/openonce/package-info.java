// SPDX-License-Identifier: BSD-3-Clause
/** Opens the disk behind it once for all clients. */
@NullMarked
package dev.platter.openonce;

import org.jspecify.annotations.NullMarked;
