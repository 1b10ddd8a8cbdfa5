// SPDX-License-Identifier: BSD-3-Clause
/**
 * Random numbers that are the same for the same seed, with every version of Java. None is fit for secrets. Each bundle
 * that needs them embeds its own copy of this package.
 */
@NullMarked
package dev.platter.generators;

import org.jspecify.annotations.NullMarked;
