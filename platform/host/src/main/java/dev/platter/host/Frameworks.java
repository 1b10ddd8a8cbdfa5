// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The frameworks of one host, each made when the first bundle needs it.
 *
 * <p>To describe every package of the JDK takes Felix longer than all the rest of a start, and hardly a bundle imports any. So a
 * host that wants to start soon has a framework that shows only the few packages which the bundles of its folders import, and
 * a second one that shows all, for a bundle that asks for more: most runs never make that. Bundles lose nothing by it: they
 * see the api and the JDK, and never each other.
 *
 * <p>A host that somebody looks into with a shell has one framework for everything, so that all bundles are in it.
 */
final class Frameworks {
    private final Path storage;
    private @Nullable Bundles withFew;
    private JdkPackages few = new JdkPackages(false, Set.of());
    private @Nullable Bundles withAll;

    /** Starts nothing yet. */
    Frameworks(Path storage) {
        this.storage = storage;
    }

    /** Takes a framework with all packages that was started already. */
    Frameworks(Path storage, Bundles withAll) {
        this.storage = storage;
        this.withAll = withAll;
    }

    /**
     * The framework for a bundle.
     *
     * @param needed the packages of the JDK that the bundle imports
     * @param likely gives those that others import by name, which may be loaded later
     */
    synchronized Bundles showing(JdkPackages needed, Supplier<JdkPackages> likely) throws RefusedException {
        if (needed.all() || withAll != null) {
            return showingAll();
        }
        if (withFew == null) {
            few = needed.with(likely.get().names());
            withFew = Bundles.start(storage.resolve("few"), few);
        }
        return few.covers(needed) ? withFew : showingAll();
    }

    /** The framework that shows every package of the JDK. */
    synchronized Bundles showingAll() throws RefusedException {
        if (withAll == null) {
            withAll = Bundles.start(storage.resolve("all"), JdkPackages.ALL);
        }
        return withAll;
    }

    /** Stops those that were started, and waits for them. */
    synchronized void stop() throws IOException, InterruptedException {
        if (withFew != null) {
            withFew.stop();
        }
        if (withAll != null) {
            withAll.stop();
        }
    }
}
