// SPDX-License-Identifier: BSD-3-Clause
/** The command {@code platter-evil-map}: predicts what the filter evil will do to a disk. */
@NullMarked
package dev.platter.cli.evilmap;

import org.jspecify.annotations.NullMarked;
