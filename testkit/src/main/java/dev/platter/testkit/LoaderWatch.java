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
 * Watches whether a class loader is collected, without holding it. Use its classes in a method that has returned before
 * you ask, since local variables hold the objects that they refer to.
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
     * @param loader the class loader that should be collected
     */
    public LoaderWatch(ClassLoader loader) {
        watched = new WeakReference<>(loader);
    }

    /**
     * Collects garbage until the loader is gone, at least once if it is not gone yet.
     *
     * @param patience how long to try at most
     * @return whether it is gone
     */
    public boolean isGoneWithin(Duration patience) {
        if (watched.refersTo(null)) {
            // A collection costs tens of milliseconds, and one takes all loaders that a test has left.
            return true;
        }
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
     * Names what holds the loader. With {@code dev.platter:platter-testkit-heap} among the dependencies of the tests,
     * that is the path to it from a root of the garbage collector, which takes a second or two. Otherwise it is what
     * can be seen from within the process: threads, security providers and managed beans. A {@link ThreadLocal} of a
     * thread that is still alive, a shutdown hook and a static field of another class cannot be seen.
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
                ? "its holder cannot be seen from within the process: a ThreadLocal of a thread that is still alive, a"
                        + " shutdown hook, a static field of the JDK's or the server's; with"
                        + " dev.platter:platter-testkit-heap among the dependencies of the tests, the path to it is"
                        + " shown here"
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
                holders.add("the managed bean " + name + " was unregistered while it was examined");
            }
        }
        return holders;
    }

    private boolean isOfIt(@Nullable Object object) {
        return object != null && isIt(object.getClass().getClassLoader());
    }

    /** The JDK's own loader is null, and so is a cleared reference. */
    private boolean isIt(@Nullable ClassLoader loader) {
        return loader != null && watched.refersTo(loader);
    }
}
