// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.exports;

import dev.platter.daemon.configuration.Configuration;
import dev.platter.host.Inventory;

/**
 * What is to be served.
 *
 * @param configuration which exports there are
 * @param inventory of which bundles they are made
 */
public record Target(Configuration configuration, Inventory inventory) {}
