// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether a class loader goes, without holding it. Whoever has used its classes does so in a method that has returned
 * before this is asked, since local variables hold what they refer to.
 *
 * {@snippet :
 * LoaderWatch loader = use(plugin);
 * plugin.close();
 * assertTrue(loader.isGoneWithin(Duration.ofSeconds(20)), loader::whatHoldsIt);
 * }
 */
public final class LoaderWatch {
    private static final long BETWEEN_NANOS = 2_000_000;

    private final WeakReference<ClassLoader> watched;

    /**
     * Begins to watch.
     *
     * @param loader is to go
     */
    public LoaderWatch(ClassLoader loader) {
        watched = new WeakReference<>(loader);
    }

    /**
     * Collects garbage until the loader is gone, once at the least.
     *
     * @param patience for how long at most
     * @return whether it is gone
     */
    public boolean isGoneWithin(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        System.gc();
        while (!watched.refersTo(null)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
            System.gc();
        }
        return true;
    }

    /**
     * Says what holds it. With {@code dev.platter:platter-testkit-heap} among the dependencies of the tests, that is the path to it
     * from a root of the garbage collector, which takes a second or two. Otherwise it is what can be seen from within: threads,
     * security providers and managed beans. A {@link ThreadLocal} of a thread that lives on, a shutdown hook and a static
     * field of somebody else cannot.
     *
     * @return a sentence, or some lines
     */
    public String whatHoldsIt() {
        return ServiceLoader.load(PathFinder.class, LoaderWatch.class.getClassLoader())
                .findFirst()
                .map(finder -> finder.pathTo(watched))
                .orElseGet(this::likelyHolders);
    }

    private String likelyHolders() {
        if (watched.refersTo(null)) {
            return "it is gone";
        }
        List<String> holders = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (isIt(thread.getContextClassLoader())) {
                holders.add("the thread '" + thread.getName() + "' has it as its context loader");
            }
            if (isOfIt(thread) || isOfIt(thread.getUncaughtExceptionHandler())) {
                holders.add(
                        "the thread '" + thread.getName() + "' is of a class of it, or handles exceptions with one");
            }
        }
        for (Provider provider : Security.getProviders()) {
            if (isOfIt(provider)) {
                holders.add("it has installed the security provider " + provider.getName());
            }
        }
        holders.addAll(beans());
        return holders.isEmpty()
                ? "who holds it is not to be seen from within: a ThreadLocal of a thread that lives on, a shutdown"
                        + " hook, a static field of the JDK's or the server's; with dev.platter:platter-testkit-heap"
                        + " among the dependencies of the tests, you are told"
                : String.join("; ", holders);
    }

    private List<String> beans() {
        List<String> holders = new ArrayList<>();
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : beans.queryNames(null, null)) {
            try {
                if (isIt(beans.getClassLoaderFor(name))) {
                    holders.add("it has registered the managed bean " + name);
                }
            } catch (InstanceNotFoundException e) {
                holders.add("the managed bean " + name + " went while it was looked at");
            }
        }
        return holders;
    }

    private boolean isOfIt(@Nullable Object object) {
        return object != null && isIt(object.getClass().getClassLoader());
    }

    /** That of the JDK itself is null, as is a reference that was cleared. */
    private boolean isIt(@Nullable ClassLoader loader) {
        return loader != null && watched.refersTo(loader);
    }
}
