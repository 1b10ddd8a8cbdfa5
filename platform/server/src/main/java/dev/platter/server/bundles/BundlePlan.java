// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.bundles;

import dev.platter.host.Inventory;
import java.util.List;
import java.util.Optional;

/**
 * A change of bundles that was checked but not made yet: which jars go, which one comes, and which bundles can be chosen then.
 * {@link DeployedBundles#keep} makes the change, after exports were made of the inventory; otherwise the plan is dropped.
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
     * The bundles that can be chosen once the plan is kept.
     *
     * @return the installation's bundles, and those that are deployed and not rolled back
     */
    public Inventory inventory() {
        return inventory;
    }

    /**
     * The bundles that the plan changes.
     *
     * @return bundles, for people
     */
    public String what() {
        return what;
    }

    /** The jars that are no longer used. */
    List<Deployed> from() {
        return from;
    }

    /** The jar that is used from then on, or whose state changes. */
    Optional<Deployed> to() {
        return to;
    }
}
