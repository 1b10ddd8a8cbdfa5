// SPDX-License-Identifier: BSD-3-Clause
/** A disk that reads ahead. */
@NullMarked
package dev.platter.readahead;

import org.jspecify.annotations.NullMarked;
