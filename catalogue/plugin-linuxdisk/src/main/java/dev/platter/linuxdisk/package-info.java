// SPDX-License-Identifier: BSD-3-Clause
/** A disk with a file system of Linux that has the files of a folder. */
@NullMarked
package dev.platter.linuxdisk;

import org.jspecify.annotations.NullMarked;
