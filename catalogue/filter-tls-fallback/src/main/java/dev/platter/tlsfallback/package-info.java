// SPDX-License-Identifier: BSD-3-Clause
/** Serves a message to clients without TLS. */
@NullMarked
package dev.platter.tlsfallback;

import org.jspecify.annotations.NullMarked;
