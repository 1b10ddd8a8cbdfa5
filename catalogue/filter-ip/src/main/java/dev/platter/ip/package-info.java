// SPDX-License-Identifier: BSD-3-Clause
/** Admits or refuses clients by where they are and who they are. */
@NullMarked
package dev.platter.ip;

import org.jspecify.annotations.NullMarked;
