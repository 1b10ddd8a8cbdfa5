// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

/**
 * A metadata context that a client has chosen.
 *
 * @param id the number that identifies it in replies
 * @param name its name
 */
public record MetaContext(int id, String name) {}
