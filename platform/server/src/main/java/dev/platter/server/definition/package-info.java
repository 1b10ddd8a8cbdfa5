// SPDX-License-Identifier: BSD-3-Clause
/** The definition of what a server serves: immutable records, equal if the server would do the same. */
@NullMarked
package dev.platter.server.definition;

import org.jspecify.annotations.NullMarked;
