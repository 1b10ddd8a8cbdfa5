// SPDX-License-Identifier: BSD-3-Clause
/** The log of a server that runs for months: lines for people, for the journal, or for a program that reads JSON. */
@NullMarked
package dev.platter.server.log;

import org.jspecify.annotations.NullMarked;
