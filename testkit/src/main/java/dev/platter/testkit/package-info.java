// SPDX-License-Identifier: BSD-3-Clause
/** What authors test their plugins and filters with. */
@NullMarked
package dev.platter.testkit;

import org.jspecify.annotations.NullMarked;
