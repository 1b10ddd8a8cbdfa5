// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.bundles;

import dev.platter.host.HostException;
import dev.platter.host.Inventory;

/** Has exports made of other bundles. */
@FunctionalInterface
public interface Change {
    /**
     * Goes over to another inventory, or leaves all as it was.
     *
     * @param to what there is to choose from
     * @throws HostException if an export cannot be made of it; the message says which, and why
     */
    void make(Inventory to) throws HostException;
}
