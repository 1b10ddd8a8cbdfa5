// SPDX-License-Identifier: BSD-3-Clause
/** Obfuscates the bytes of a disk. */
@NullMarked
package dev.platter.xor;

import org.jspecify.annotations.NullMarked;
