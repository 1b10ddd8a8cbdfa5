// SPDX-License-Identifier: BSD-3-Clause
/** What a client that reads in order will ask for next, fetched from afar before it asks. */
@NullMarked
package dev.platter.ahead;

import org.jspecify.annotations.NullMarked;
