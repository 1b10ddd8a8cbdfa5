// SPDX-License-Identifier: BSD-3-Clause
/** The command {@code platter-gzip}. What it does to files is in {@code lib/seekable}; here are its words. */
@NullMarked
package dev.platter.tool.gzip;

import org.jspecify.annotations.NullMarked;
