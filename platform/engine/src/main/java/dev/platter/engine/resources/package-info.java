// SPDX-License-Identifier: BSD-3-Clause
/**
 * What an instance of a plugin or filter gets from its {@link dev.platter.api.Context} besides threads: metrics,
 * folders, memory. Nothing of it exists until the instance asks for it, and most starts load none of these classes.
 */
@NullMarked
package dev.platter.engine.resources;

import org.jspecify.annotations.NullMarked;
