// SPDX-License-Identifier: BSD-3-Clause
/**
 * Which bits of a disk are corrupted, as a function of one seed: the filter evil corrupts them, and
 * {@code platter-evil-map} lists them beforehand. Each of the two embeds its own copy of this package.
 */
@NullMarked
package dev.platter.evilbits;

import org.jspecify.annotations.NullMarked;
