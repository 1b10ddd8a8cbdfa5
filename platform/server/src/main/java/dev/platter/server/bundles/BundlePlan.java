// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.bundles;

import dev.platter.host.Inventory;
import java.util.List;
import java.util.Optional;

/**
 * A change of bundles that was checked and has not been made: which jars go, which one comes, and what there is to choose from
 * then. Either {@link DeployedBundles#keep} makes it, after exports were made of the inventory, or it is dropped.
 */
public final class BundlePlan {
    private final Inventory inventory;
    private final List<Deployed> from;
    private final Optional<Deployed> to;
    private final String what;

    BundlePlan(Inventory inventory, List<Deployed> from, Optional<Deployed> to, String what) {
        this.inventory = inventory;
        this.from = List.copyOf(from);
        this.to = to;
        this.what = what;
    }

    /**
     * What there is to choose from when the plan is made.
     *
     * @return the installation's bundles, and those that are deployed and not rolled back
     */
    public Inventory inventory() {
        return inventory;
    }

    /**
     * What the plan is about.
     *
     * @return bundles, for people
     */
    public String what() {
        return what;
    }

    /** The jars that are not used any more. */
    List<Deployed> from() {
        return from;
    }

    /** The jar that is used from then on, or used otherwise than before. */
    Optional<Deployed> to() {
        return to;
    }
}
