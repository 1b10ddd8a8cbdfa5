// SPDX-License-Identifier: BSD-3-Clause
/** Disks that are made when a client asks for them. */
@NullMarked
package dev.platter.ondemand;

import org.jspecify.annotations.NullMarked;
