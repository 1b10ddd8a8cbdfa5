// SPDX-License-Identifier: BSD-3-Clause
/**
 * Which bits of a disk are corrupted, as a function of one seed: what the filter evil does to reads, and what {@code
 * platter-evil-map} says of it beforehand. Whoever uses this package has it inside, with its own copy.
 */
@NullMarked
package dev.platter.evilbits;

import org.jspecify.annotations.NullMarked;
