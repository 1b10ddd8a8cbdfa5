// SPDX-License-Identifier: BSD-3-Clause
/** The command {@code platter-evil-map}: what the filter evil will do to a disk, beforehand. */
@NullMarked
package dev.platter.cli.evilmap;

import org.jspecify.annotations.NullMarked;
