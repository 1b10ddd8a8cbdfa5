// SPDX-License-Identifier: BSD-3-Clause
/** A disk that is protected from being written to, always or for as long as a file exists. */
@NullMarked
package dev.platter.readonly;

import org.jspecify.annotations.NullMarked;
