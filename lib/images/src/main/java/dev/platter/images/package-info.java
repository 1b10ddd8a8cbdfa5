// SPDX-License-Identifier: BSD-3-Clause
/**
 * Plugins that make an image by a program when they begin, and serve it read-only: {@link dev.platter.images.ImagePlugin} has the life of
 * such a plugin. Each bundle embeds its own copy of this package.
 */
@NullMarked
package dev.platter.images;

import org.jspecify.annotations.NullMarked;
