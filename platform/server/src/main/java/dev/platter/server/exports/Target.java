// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.host.Inventory;
import dev.platter.server.definition.PlacedDefinition;

/**
 * The exports to serve after a change.
 *
 * @param definition the exports
 * @param inventory the bundles to make them of
 */
public record Target(PlacedDefinition definition, Inventory inventory) {}
