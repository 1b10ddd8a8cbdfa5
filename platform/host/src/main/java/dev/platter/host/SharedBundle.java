// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.engine.faults.MissingClass;
import dev.platter.engine.parameters.Schema;
import dev.platter.engine.parameters.SchemaException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of a plugin or filter, installed at most once and shared by any number of chains.
 *
 * <p>It is installed when the first chain uses it, and uninstalled when the last use has ended and it is no longer offered;
 * then its class loader can be collected. A bundle from a folder is uninstalled with its last use in any case. Failures are
 * kept only as text, not as objects of the bundle's classes. Thread-safe.
 *
 * @since 0.1
 */
public final class SharedBundle {
    private final PluginHost host;
    private final BundleEntry entry;
    private final Optional<JarContent> content;
    private @Nullable Loaded<?> loaded;
    private @Nullable Schema<?> schema;
    private volatile int users;
    private volatile boolean installing;
    private volatile boolean offered = true;

    private SharedBundle(PluginHost host, BundleEntry entry, Optional<JarContent> content) {
        this.host = host;
        this.entry = entry;
        this.content = content;
    }

    /**
     * Offers a bundle of a folder; its jar is read at the first use.
     *
     * @param host the host that installs it
     * @param entry describes the bundle
     * @return the bundle, not installed yet
     */
    public static SharedBundle inFolder(PluginHost host, BundleEntry entry) {
        return new SharedBundle(host, entry, Optional.empty());
    }

    /**
     * Offers a bundle of a jar that was read already.
     *
     * @param host the host that installs it
     * @param content the jar
     * @param entry one of its entries
     * @return the bundle, not installed yet
     */
    public static SharedBundle of(PluginHost host, JarContent content, BundleEntry entry) {
        return new SharedBundle(host, entry, Optional.of(content));
    }

    /**
     * The entry that describes the bundle.
     *
     * @return its kind, name, version and jar
     */
    public BundleEntry entry() {
        return entry;
    }

    /**
     * Identifies its content, if that was read already.
     *
     * @return the SHA-256 of its jar; empty for a bundle of a folder
     */
    public Optional<String> digest() {
        return content.map(JarContent::digest);
    }

    /**
     * How many chains use it. Never blocks, not even while a class loads slowly.
     *
     * @return the number of uses that are not closed
     */
    public int users() {
        return users;
    }

    /**
     * Begins a use, for one chain.
     *
     * @return the use, to be closed after the chain was stopped
     * @throws RefusedException if it cannot be installed or has no usable schema; then nothing is left behind
     */
    public synchronized Use use() throws RefusedException {
        if (schema == null) {
            installing = true;
            try {
                install();
            } finally {
                installing = false;
            }
        }
        users++;
        return new Use();
    }

    private void install() throws RefusedException {
        Loaded<?> installed = content.isPresent() ? host.load(content.get(), entry) : host.load(entry);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader own = installed.type().getClassLoader();
        // A static initialiser may look for services in its bundle.
        thread.setContextClassLoader(own);
        try {
            Class.forName(installed.type().getName(), true, own);
            schema = Schema.of(installed.type());
            loaded = installed;
        } catch (SchemaException e) {
            installed.close();
            throw new RefusedException(e.getMessage());
        } catch (ClassNotFoundException | RuntimeException | Error e) {
            installed.close();
            // As text, since the failure's class may belong to the bundle.
            throw new RefusedException(entry + " cannot be used: " + rendered(e));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String rendered(Throwable failure) {
        Optional<String> missing = MissingClass.sentence(failure);
        if (missing.isPresent()) {
            return missing.get();
        }
        Throwable thrown = failure.getCause();
        return failure instanceof ExceptionInInitializerError && thrown != null
                ? "its static initialiser throws " + withPlace(thrown)
                : withPlace(failure);
    }

    private static String withPlace(Throwable failure) {
        return failure.getStackTrace().length == 0 ? failure.toString() : failure + " at " + failure.getStackTrace()[0];
    }

    /**
     * Stops offering it. Current uses continue.
     *
     * @throws RefusedException if it is unused and cannot be uninstalled
     */
    public void withdraw() throws RefusedException {
        offered = false;
        if (!installing) {
            withdrawn();
        }
        // Otherwise a static initialiser of the bundle runs, perhaps for ever. The thread that waits for it uninstalls
        // the
        // bundle.
    }

    private synchronized void withdrawn() throws RefusedException {
        releaseIfUnused();
    }

    private synchronized void release() throws RefusedException {
        users--;
        releaseIfUnused();
    }

    /**
     * Uninstalls the bundle if it is unused. A bundle that is offered and was read from a jar stays installed, so that the next
     * chain need not check it again.
     */
    private void releaseIfUnused() throws RefusedException {
        boolean keep = offered && content.isPresent();
        Loaded<?> installed = loaded;
        if (users == 0 && !keep && installed != null) {
            loaded = null;
            schema = null;
            if (!host.isEnding()) {
                installed.close();
            }
        }
    }

    private synchronized Class<?> type() {
        if (loaded == null) {
            throw new IllegalStateException(entry + " was released");
        }
        return loaded.type();
    }

    private synchronized Schema<?> schema() {
        if (schema == null) {
            throw new IllegalStateException(entry + " was released");
        }
        return schema;
    }

    @Override
    public String toString() {
        return entry.toString();
    }

    /** One chain's use of the bundle. */
    public final class Use implements AutoCloseable {
        private boolean closed;

        private Use() {}

        /**
         * The bundle in use.
         *
         * @return the bundle
         */
        public SharedBundle bundle() {
            return SharedBundle.this;
        }

        /**
         * The schema of the parameters, which constructs instances.
         *
         * @return the schema, not to be kept after the use
         */
        public Schema<?> schema() {
            return SharedBundle.this.schema();
        }

        /**
         * The class with the annotation.
         *
         * @return the class, not to be kept after the use
         */
        public Class<?> type() {
            return SharedBundle.this.type();
        }

        /**
         * Ends the use. Does nothing the second time.
         *
         * @throws RefusedException if this was the last use, and the bundle cannot be uninstalled
         */
        @Override
        public void close() throws RefusedException {
            synchronized (SharedBundle.this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            release();
        }
    }
}
