// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * A plugin's or filter's class, with its bundle, which stays installed until {@link #close}.
 *
 * <p>Any number of instances can be made of the class. Close this after the last instance was stopped. The class loader can be
 * collected from then on, once the class and its objects are no longer referenced. May be used by any thread.
 *
 * @param <T> {@code Plugin} or {@code Filter}
 * @since 0.1
 */
public final class Loaded<T> implements AutoCloseable {
    private final BundleEntry entry;
    private @Nullable Class<? extends T> type;
    private @Nullable Bundle bundle;

    Loaded(BundleEntry entry, Class<? extends T> type, Bundle bundle) {
        this.entry = entry;
        this.type = type;
        this.bundle = bundle;
    }

    /**
     * The entry that describes it.
     *
     * @return the entry, which stays valid after {@link #close}
     */
    public BundleEntry entry() {
        return entry;
    }

    /**
     * The class with the annotation.
     *
     * @return the class, which implements {@code T}
     * @throws IllegalStateException after {@link #close}
     */
    public synchronized Class<? extends T> type() {
        if (type == null) {
            throw new IllegalStateException(entry + " was released");
        }
        return type;
    }

    /**
     * Uninstalls the bundle. Does nothing the second time, or after the host was closed.
     *
     * @throws RefusedException if the bundle cannot be uninstalled; it must not be used any more even so
     */
    @Override
    public synchronized void close() throws RefusedException {
        Bundle installed = bundle;
        type = null;
        bundle = null;
        if (installed == null || installed.getState() == Bundle.UNINSTALLED) {
            return;
        }
        try {
            installed.uninstall();
        } catch (BundleException e) {
            throw new RefusedException(entry + " cannot be uninstalled: " + e.getMessage(), e);
        }
    }
}
