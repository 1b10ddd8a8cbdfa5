// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.engine.parameters.Schema;
import dev.platter.engine.parameters.SchemaException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of one plugin or filter, installed at most once, for any number of chains that use it.
 *
 * <p>It is installed when the first of them wants it, and uninstalled when the last has gone and it is not offered any more;
 * its class loader can be collected then. What was said about it stays as text. May be used by any thread.
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
    private boolean offered = true;

    private SharedBundle(PluginHost host, BundleEntry entry, Optional<JarContent> content) {
        this.host = host;
        this.entry = entry;
        this.content = content;
    }

    /**
     * Offers what lies in a folder, and is read when somebody wants it.
     *
     * @param host where it is installed
     * @param entry what it is
     * @return the offer
     */
    public static SharedBundle inFolder(PluginHost host, BundleEntry entry) {
        return new SharedBundle(host, entry, Optional.empty());
    }

    /**
     * Offers what was read from a jar.
     *
     * @param host where it is installed
     * @param content the jar
     * @param entry one of its entries
     * @return the offer
     */
    public static SharedBundle of(PluginHost host, JarContent content, BundleEntry entry) {
        return new SharedBundle(host, entry, Optional.of(content));
    }

    /**
     * What it is.
     *
     * @return kind, name, version and where it came from
     */
    public BundleEntry entry() {
        return entry;
    }

    /**
     * What tells its content from every other, if it was read already.
     *
     * @return the SHA-256 of its jar; empty if it lies in a folder
     */
    public Optional<String> digest() {
        return content.map(JarContent::digest);
    }

    /**
     * How many chains use it. Never waits, not even for a class that is slow to load.
     *
     * @return the number of uses that were not closed
     */
    public int users() {
        return users;
    }

    /**
     * Whether it is installed at the moment.
     *
     * @return true from its first use on
     */
    public synchronized boolean isInstalled() {
        return loaded != null;
    }

    /**
     * Uses it, for one chain.
     *
     * @return its class, to be closed when the chain was stopped
     * @throws RefusedException if it cannot be installed or has no usable schema; nothing stays behind
     */
    public synchronized Use use() throws RefusedException {
        if (schema == null) {
            install();
        }
        users++;
        return new Use();
    }

    private void install() throws RefusedException {
        Loaded<?> installed = content.isPresent() ? host.load(content.get(), entry) : host.load(entry);
        try {
            Class.forName(installed.type().getName(), true, installed.type().getClassLoader());
            schema = Schema.of(installed.type());
            loaded = installed;
        } catch (SchemaException e) {
            installed.close();
            throw new RefusedException(e.getMessage());
        } catch (ClassNotFoundException | RuntimeException | Error e) {
            installed.close();
            // As text, since the failure's own class may be the bundle's.
            throw new RefusedException(entry + " cannot be used: " + rendered(e));
        }
    }

    private static String rendered(Throwable failure) {
        Throwable thrown = failure.getCause();
        return failure instanceof ExceptionInInitializerError && thrown != null
                ? "its static initialiser throws " + withPlace(thrown)
                : withPlace(failure);
    }

    private static String withPlace(Throwable failure) {
        return failure.getStackTrace().length == 0 ? failure.toString() : failure + " at " + failure.getStackTrace()[0];
    }

    /**
     * Offers it no more. Whoever uses it goes on.
     *
     * @throws RefusedException if nobody uses it, and it cannot be uninstalled
     */
    public synchronized void withdraw() throws RefusedException {
        offered = false;
        releaseIfUnused();
    }

    private synchronized void release() throws RefusedException {
        users--;
        releaseIfUnused();
    }

    /** What is offered and was read from a jar stays installed: the next chain finds it checked. */
    private void releaseIfUnused() throws RefusedException {
        boolean keep = offered && content.isPresent();
        Loaded<?> installed = loaded;
        if (users == 0 && !keep && installed != null) {
            loaded = null;
            schema = null;
            installed.close();
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
         * What is used.
         *
         * @return the bundle
         */
        public SharedBundle bundle() {
            return SharedBundle.this;
        }

        /**
         * The parameters, with which instances are made.
         *
         * @return the schema, not to be kept longer than the use
         */
        public Schema<?> schema() {
            return SharedBundle.this.schema();
        }

        /**
         * The class with the annotation.
         *
         * @return the class, not to be kept longer than the use
         */
        public Class<?> type() {
            return SharedBundle.this.type();
        }

        /**
         * Ends the use. Does nothing the second time.
         *
         * @throws RefusedException if it was the last one, and the bundle cannot be uninstalled
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
