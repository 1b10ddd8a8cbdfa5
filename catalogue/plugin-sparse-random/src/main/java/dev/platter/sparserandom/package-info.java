// SPDX-License-Identifier: BSD-3-Clause
/** A disk of runs of random data and holes. */
@NullMarked
package dev.platter.sparserandom;

import org.jspecify.annotations.NullMarked;
