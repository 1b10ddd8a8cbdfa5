// SPDX-License-Identifier: BSD-3-Clause
/** Says whether a disk turns. */
@NullMarked
package dev.platter.rotational;

import org.jspecify.annotations.NullMarked;
