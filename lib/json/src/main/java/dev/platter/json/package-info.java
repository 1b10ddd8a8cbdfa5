// SPDX-License-Identifier: BSD-3-Clause
/** Reads JSON from disks and servers that nobody need trust. */
@NullMarked
package dev.platter.json;

import org.jspecify.annotations.NullMarked;
