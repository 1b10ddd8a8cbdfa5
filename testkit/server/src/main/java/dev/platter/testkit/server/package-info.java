// SPDX-License-Identifier: BSD-3-Clause
/** A server that only remembers its calls. */
@NullMarked
package dev.platter.testkit.server;

import org.jspecify.annotations.NullMarked;
