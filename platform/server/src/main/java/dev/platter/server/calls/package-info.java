// SPDX-License-Identifier: BSD-3-Clause
/** Calls of plugins and filters outside of requests: each has a deadline, and none runs while the server is locked. */
@NullMarked
package dev.platter.server.calls;

import org.jspecify.annotations.NullMarked;
