// SPDX-License-Identifier: BSD-3-Clause
/**
 * {@code platterctl}: queries and steers a running server over the {@linkplain dev.platter.control control socket}.
 *
 * <p>Data flows one way: {@link dev.platter.ctl.Main} finds the command and its options, the command asks the server over a
 * session, and the answer is printed as JSON or as a table.
 */
@NullMarked
package dev.platter.ctl;

import org.jspecify.annotations.NullMarked;
