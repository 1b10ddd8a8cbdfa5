// SPDX-License-Identifier: BSD-3-Clause
/** A disk whose requests a script in Perl answers. */
@NullMarked
package dev.platter.perl;

import org.jspecify.annotations.NullMarked;
