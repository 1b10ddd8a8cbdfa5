// SPDX-License-Identifier: BSD-3-Clause
/** A disk whose requests a script in Ruby answers. */
@NullMarked
package dev.platter.ruby;

import org.jspecify.annotations.NullMarked;
