// SPDX-License-Identifier: BSD-3-Clause
/** The sockets that clients connect to, and their TLS. */
@NullMarked
package dev.platter.server.listeners;

import org.jspecify.annotations.NullMarked;
