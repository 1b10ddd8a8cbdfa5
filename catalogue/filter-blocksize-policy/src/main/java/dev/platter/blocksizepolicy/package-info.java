// SPDX-License-Identifier: BSD-3-Clause
/** Block sizes for clients to keep to, and what happens to those who do not. */
@NullMarked
package dev.platter.blocksizepolicy;

import org.jspecify.annotations.NullMarked;
