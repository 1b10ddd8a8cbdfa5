// SPDX-License-Identifier: BSD-3-Clause
/**
 * A disk whose contents stand on the command line, in nbdkit's language for them: {@link dev.platter.data.Parser} makes {@link
 * dev.platter.data.Expression}s of a text, {@link dev.platter.data.Evaluation} makes {@link dev.platter.data.Content} of those, and that is
 * written to a disk in memory.
 */
@NullMarked
package dev.platter.data;

import org.jspecify.annotations.NullMarked;
