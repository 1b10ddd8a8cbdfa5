// SPDX-License-Identifier: BSD-3-Clause
/** What a running server can be asked, and told to do, by whomever: a command, the shell, the page. */
@NullMarked
package dev.platter.server.steering;

import org.jspecify.annotations.NullMarked;
