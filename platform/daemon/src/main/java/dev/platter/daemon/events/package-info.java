// SPDX-License-Identifier: BSD-3-Clause
/** What a server tells Java's flight recorder. Nothing of it costs anything while nobody records. */
@NullMarked
package dev.platter.daemon.events;

import org.jspecify.annotations.NullMarked;
