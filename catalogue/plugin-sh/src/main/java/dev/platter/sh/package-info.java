// SPDX-License-Identifier: BSD-3-Clause
/** A disk whose requests a script answers. */
@NullMarked
package dev.platter.sh;

import org.jspecify.annotations.NullMarked;
