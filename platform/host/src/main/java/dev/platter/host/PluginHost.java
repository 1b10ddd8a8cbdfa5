// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.api.Filter;
import dev.platter.api.Plugin;
import dev.platter.engine.parameters.Schema;
import dev.platter.host.BundleLoggerFinder.Loggers;
import dev.platter.host.shell.Shell;
import dev.platter.host.shell.ShellException;
import dev.platter.host.shell.Shells;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds and loads plugins and filters.
 *
 * {@snippet :
 * try (PluginHost host = PluginHost.open(List.of(Path.of("bundles")), Path.of("/tmp"), System::getLogger)) {
 *     Loaded<Plugin> memory = host.plugin("memory@1.2");
 *     Plugin plugin = Schema.of(memory.type()).construct(parameters, folder);
 * }
 * }
 *
 * <p>A reference is one of: a name, which means the highest version ({@code memory}); a name with the beginning of a version
 * ({@code memory@1.2} is any 1.2.x) or with a range of versions ({@code memory@[1.2,2)}); or the path of a jar, which contains
 * a slash or ends in {@code .jar}. Two versions can be loaded side by side.
 *
 * <p>May be used by any number of threads.
 *
 * @since 0.1
 */
public final class PluginHost implements AutoCloseable {
    private final BundleFolders folders;
    private final Storage storage;
    private final Frameworks frameworks;
    private final System.Logger log;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean ending;

    /** Created with the first shell, since most hosts have none. */
    private @Nullable Shells shells;

    PluginHost(BundleFolders folders, Storage storage, Frameworks frameworks, System.Logger log) {
        this.folders = folders;
        this.storage = storage;
        this.frameworks = frameworks;
        this.log = log;
    }

    /**
     * Loads the classes that a host will need. Optional: a program that has other things to do before it opens a host saves time
     * if it calls this on another thread.
     *
     * @param filters whether filters are likely to be used
     */
    public static void preload(boolean filters) {
        FelixFramework.preload();
        Schema.preload(Schema.Kind.PLUGIN);
        if (filters) {
            Schema.preload(Schema.Kind.FILTER);
        }
    }

    /**
     * Starts a host. It installs no bundle and reads no folder yet.
     *
     * @param bundleFolders the folders where bundles are found by name; of two bundles with the same name and version, the one
     *     in the earlier folder is used. A missing folder counts as empty
     * @param cache the folder for copies of loaded bundles, such as the folder for temporary files. The host creates its own
     *     folder there, which only its user can enter, and removes it at the end; if the process is killed, a later host
     *     removes it
     * @param loggers supplies a logger for each name; the host's own is {@code host}. Code of a plugin or filter that asks Java
     *     for a logger gets the one with the name of the plugin or filter
     * @return the host, to be closed
     * @throws RefusedException if the host cannot start
     */
    public static PluginHost open(List<Path> bundleFolders, Path cache, Function<String, System.Logger> loggers)
            throws RefusedException {
        PluginHost host = openForRun(bundleFolders, cache, loggers);
        try {
            // A shell may be opened on this host, so one framework has all bundles.
            host.frameworks.showingAll();
            return host;
        } catch (RefusedException e) {
            host.close();
            throw e;
        }
    }

    /**
     * Starts a host for a fast start, without a shell. It is the same as {@link #open}, but its framework describes only the
     * packages of the JDK that its bundles import.
     *
     * @param bundleFolders the folders where bundles are found by name
     * @param cache the folder for copies of loaded bundles
     * @param loggers a logger for each name
     * @return the host, to be closed
     * @throws RefusedException if the host cannot start
     */
    public static PluginHost openForRun(List<Path> bundleFolders, Path cache, Function<String, System.Logger> loggers)
            throws RefusedException {
        System.Logger log = loggers.apply("host");
        Storage storage = Storage.in(cache, log);
        Frameworks frameworks = new Frameworks(storage.folder(), new Loggers(loggers));
        return new PluginHost(new BundleFolders(bundleFolders, log), storage, frameworks, log);
    }

    /**
     * Lists what can be loaded by name. Only manifests are read.
     *
     * @return every entry in every version, by folder and file name; an unreadable jar is left out, with a warning in the log
     * @throws RefusedException if a folder cannot be read
     */
    public List<BundleEntry> available() throws RefusedException {
        return List.copyOf(folders.entries());
    }

    /**
     * Loads a plugin.
     *
     * @param reference name, name and version, or path; see above
     * @return its class, to be closed after the last instance was stopped
     * @throws RefusedException if no bundle matches, or it cannot be loaded
     */
    public Loaded<Plugin> plugin(String reference) throws RefusedException {
        return load(Namespace.PLUGIN, reference, Plugin.class);
    }

    /**
     * Loads a filter.
     *
     * @param reference name, name and version, or path; see above
     * @return its class, to be closed after the last instance was stopped
     * @throws RefusedException if no bundle matches, or it cannot be loaded
     */
    public Loaded<Filter> filter(String reference) throws RefusedException {
        return load(Namespace.FILTER, reference, Filter.class);
    }

    /**
     * Loads a plugin or filter, if the kind is known only at run time.
     *
     * @param kind plugin or filter
     * @param reference name, name and version, or path; see above
     * @return its class, to be closed after the last instance was stopped
     * @throws RefusedException if no bundle matches, or it cannot be loaded
     */
    public Loaded<?> load(Schema.Kind kind, String reference) throws RefusedException {
        return switch (kind) {
            case PLUGIN -> plugin(reference);
            case FILTER -> filter(reference);
        };
    }

    /**
     * Loads an entry of a jar that was read already.
     *
     * @param content the jar
     * @param entry one of its entries
     * @return its class, to be closed after the last instance was stopped
     * @throws RefusedException if it cannot be loaded
     */
    public Loaded<?> load(JarContent content, BundleEntry entry) throws RefusedException {
        Class<?> contract = entry.kind() == Schema.Kind.PLUGIN ? Plugin.class : Filter.class;
        return load(content, entry, contract);
    }

    private <T> Loaded<T> load(JarContent content, BundleEntry entry, Class<T> contract) throws RefusedException {
        return frameworks.showing(content.jdk(), folders::importedPackages).load(entry, content.open(), contract);
    }

    private <T> Loaded<T> load(Namespace namespace, String reference, Class<T> contract) throws RefusedException {
        if (Reference.isPath(reference)) {
            NamedJar jar = NamedJar.read(namespace, Path.of(reference), JarLimits.DEFAULT);
            return load(jar.content(), jar.entry(), contract);
        }
        Reference wanted = Reference.parse(reference);
        return load(new Selection(namespace, folders.entries(), folders.folders()).of(wanted), contract);
    }

    /**
     * Loads an entry of a folder.
     *
     * @param entry one of the {@linkplain #available available} entries
     * @return its class, to be closed after the last instance was stopped
     * @throws RefusedException if it cannot be loaded
     */
    public Loaded<?> load(BundleEntry entry) throws RefusedException {
        Class<?> contract = entry.kind() == Schema.Kind.PLUGIN ? Plugin.class : Filter.class;
        return load(entry, contract);
    }

    private <T> Loaded<T> load(BundleEntry entry, Class<T> contract) throws RefusedException {
        try (InputStream bytes = Files.newInputStream(entry.jar())) {
            return frameworks
                    .showing(folders.jdk(entry.jar()), folders::importedPackages)
                    .load(entry, bytes, contract);
        } catch (IOException e) {
            throw new RefusedException(
                    entry + " cannot be read: " + e.getMessage() + "; find out what removed it, and put it back", e);
        }
    }

    /**
     * The folder for temporary folders of plugins and filters. It is removed with the host, and if the process is killed, by a later host.
     *
     * @return a folder that only its user can enter, made when this is first called
     * @throws IOException if it cannot be made
     */
    public Path temporary() throws IOException {
        return Files.createDirectories(storage.folder().resolve("instances"));
    }

    /**
     * The files of this host, for a process that changes its user and wants to remove them in the end.
     *
     * @return the folder for copies of loaded bundles, and the file that is locked while it is in use
     */
    public List<Path> files() {
        return List.of(storage.folder(), Storage.lockOf(storage.folder()));
    }

    /**
     * Opens a shell of the OSGi framework, for experts. The host does not notice what the shell does to bundles.
     *
     * @return a session, which ends with the host at the latest
     * @throws RefusedException if a shell cannot be opened
     */
    public Shell shell() throws RefusedException {
        try {
            return shells().open();
        } catch (ShellException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private synchronized Shells shells() throws RefusedException {
        Shells all = shells;
        if (all == null) {
            all = new Shells(frameworks.showingAll().context());
            shells = all;
            if (closed.get()) {
                all.close();
            }
        }
        return all;
    }

    private synchronized void endShells() {
        if (shells != null) {
            shells.close();
        }
    }

    /**
     * Announces that the host will be closed soon. Bundles whose last use ends until then stay installed: the host removes all
     * at once, which takes less time than one after the other.
     */
    public void expectClose() {
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    /**
     * Stops all loaded bundles and removes their copies. All instances must have been stopped before. An interrupt ends the
     * wait, and the interrupt status stays set. Does nothing the second time.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        endShells();
        try {
            frameworks.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | OutOfMemoryError e) {
            // The second, since the framework stops on a thread of its own, and the system may have none.
            log.log(Level.WARNING, e.getMessage(), e);
        }
        storage.close();
    }
}
