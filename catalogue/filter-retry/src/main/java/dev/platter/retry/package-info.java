// SPDX-License-Identifier: BSD-3-Clause
/** Opens the disk behind again when a request has failed, and tries once more. */
@NullMarked
package dev.platter.retry;

import org.jspecify.annotations.NullMarked;
