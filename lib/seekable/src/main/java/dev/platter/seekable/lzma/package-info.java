// SPDX-License-Identifier: BSD-3-Clause
/** What formats have in common whose bytes XZ for Java unpacks. */
@NullMarked
package dev.platter.seekable.lzma;

import org.jspecify.annotations.NullMarked;
