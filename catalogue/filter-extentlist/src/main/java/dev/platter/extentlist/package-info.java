// SPDX-License-Identifier: BSD-3-Clause
/** Reports which parts of a disk are allocated, as listed in a file. */
@NullMarked
package dev.platter.extentlist;

import org.jspecify.annotations.NullMarked;
