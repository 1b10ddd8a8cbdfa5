// SPDX-License-Identifier: BSD-3-Clause
/** A CD with the files of folders. */
@NullMarked
package dev.platter.iso;

import org.jspecify.annotations.NullMarked;
