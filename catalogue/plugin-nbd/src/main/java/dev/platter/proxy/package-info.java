// SPDX-License-Identifier: BSD-3-Clause
/** The plugin nbd: an export of another NBD server. */
@NullMarked
package dev.platter.proxy;

import org.jspecify.annotations.NullMarked;
