// SPDX-License-Identifier: BSD-3-Clause
/**
 * {@code platterctl}: looks at a running server and steers it, over the {@linkplain dev.platter.control control socket}.
 *
 * <p>Data flows one way: {@link dev.platter.ctl.Main} finds the verb and its options on the command line, the verb asks
 * the server over a session, and what is answered is printed as it came or as a table.
 */
@NullMarked
package dev.platter.ctl;

import org.jspecify.annotations.NullMarked;
