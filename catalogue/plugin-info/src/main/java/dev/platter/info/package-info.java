// SPDX-License-Identifier: BSD-3-Clause
/** A disk that tells a client about itself and the server. */
@NullMarked
package dev.platter.info;

import org.jspecify.annotations.NullMarked;
