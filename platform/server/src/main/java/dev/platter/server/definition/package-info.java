// SPDX-License-Identifier: BSD-3-Clause
/** What a server is told to serve: immutable records, equal if the server would do the same. */
@NullMarked
package dev.platter.server.definition;

import org.jspecify.annotations.NullMarked;
