// SPDX-License-Identifier: BSD-3-Clause
/** The disk of a qcow2 image. */
@NullMarked
package dev.platter.qcow2dec;

import org.jspecify.annotations.NullMarked;
