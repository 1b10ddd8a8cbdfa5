// SPDX-License-Identifier: BSD-3-Clause
/** Finds out what holds a class loader, by a dump of the heap. */
@NullMarked
package dev.platter.testkit.heap;

import org.jspecify.annotations.NullMarked;
