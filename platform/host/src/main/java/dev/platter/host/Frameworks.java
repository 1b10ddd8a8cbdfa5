// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.host.BundleLoggerFinder.Loggers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The frameworks of one host. Each is created when the first bundle needs it.
 *
 * <p>Describing every package of the JDK takes Felix longer than the rest of a start, and hardly any bundle imports one. So a
 * host that must start fast has a framework that shows only the few packages that the bundles of its folders import. A second
 * framework shows all packages, for bundles that need more; most runs never create it. Two frameworks make no difference to
 * bundles: they see the api and the JDK, and never each other.
 *
 * <p>A host with a shell has one framework for everything, so that the shell sees all bundles.
 */
final class Frameworks {
    private final Path storage;
    private final Loggers loggers;
    private @Nullable Bundles withFew;
    private JdkPackages few = new JdkPackages(false, Set.of());
    private @Nullable Bundles withAll;

    /** Starts no framework yet. */
    Frameworks(Path storage, Loggers loggers) {
        this.storage = storage;
        this.loggers = loggers;
    }

    /** Uses a running framework that shows all packages. */
    Frameworks(Path storage, Loggers loggers, Bundles withAll) {
        this(storage, loggers);
        this.withAll = withAll;
    }

    /**
     * The framework for a bundle.
     *
     * @param needed the packages of the JDK that the bundle imports
     * @param likely supplies the packages that other bundles, which may be loaded later, import by name
     */
    synchronized Bundles showing(JdkPackages needed, Supplier<JdkPackages> likely) throws RefusedException {
        if (needed.all() || withAll != null) {
            return showingAll();
        }
        if (withFew == null) {
            few = needed.with(likely.get().names());
            withFew = Bundles.start(storage.resolve("few"), few, loggers);
        }
        return few.covers(needed) ? withFew : showingAll();
    }

    /** The framework that shows every package of the JDK. */
    synchronized Bundles showingAll() throws RefusedException {
        if (withAll == null) {
            withAll = Bundles.start(storage.resolve("all"), JdkPackages.ALL, loggers);
        }
        return withAll;
    }

    /** Stops the started frameworks, and waits for them. */
    synchronized void stop() throws IOException, InterruptedException {
        if (withFew != null) {
            withFew.stop();
        }
        if (withAll != null) {
            withAll.stop();
        }
    }
}
