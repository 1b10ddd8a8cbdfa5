// SPDX-License-Identifier: BSD-3-Clause
/** The server's events for Java's flight recorder. They cost nothing while no recording is running. */
@NullMarked
package dev.platter.daemon.events;

import org.jspecify.annotations.NullMarked;
