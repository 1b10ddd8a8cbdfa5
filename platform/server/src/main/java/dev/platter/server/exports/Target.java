// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.host.Inventory;
import dev.platter.server.definition.PlacedDefinition;

/**
 * What is to be served.
 *
 * @param definition which exports there are
 * @param inventory of which bundles they are made
 */
public record Target(PlacedDefinition definition, Inventory inventory) {}
