// SPDX-License-Identifier: BSD-3-Clause
/** What clients ask for, written down beside the requests and not in their way. */
@NullMarked
package dev.platter.log;

import org.jspecify.annotations.NullMarked;
