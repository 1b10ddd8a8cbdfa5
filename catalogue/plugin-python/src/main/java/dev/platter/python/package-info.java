// SPDX-License-Identifier: BSD-3-Clause
/** A disk whose requests a script in Python answers. */
@NullMarked
package dev.platter.python;

import org.jspecify.annotations.NullMarked;
