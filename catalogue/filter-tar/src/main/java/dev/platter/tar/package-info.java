// SPDX-License-Identifier: BSD-3-Clause
/** A file inside a tar file as a disk. */
@NullMarked
package dev.platter.tar;

import org.jspecify.annotations.NullMarked;
