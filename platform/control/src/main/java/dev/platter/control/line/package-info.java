// SPDX-License-Identifier: BSD-3-Clause
/** The lines of JSON that go over the control socket, for both of its ends. */
@NullMarked
package dev.platter.control.line;

import org.jspecify.annotations.NullMarked;
