// SPDX-License-Identifier: BSD-3-Clause
/** Ciphers of Java that are quick from the first byte on. */
@NullMarked
package dev.platter.ciphers;

import org.jspecify.annotations.NullMarked;
