// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.deploy;

import dev.platter.host.JarContent;
import dev.platter.host.JarLimits;
import dev.platter.host.RefusedException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Watches a folder for jars.
 *
 * <p>Events only say when to scan; changes are found by scanning the folder. So an event that the system loses only delays a
 * change by some seconds, and changes made while no server was running are found at the start. A jar is used as soon as it is
 * complete: a zip file has its table of contents at its end, so a jar that is still being written is incomplete. An incomplete
 * file that has not changed for {@link #PATIENCE} counts as damaged. The bytes of a jar are read once, and only these bytes are
 * used. A jar that could not be used is offered again when another jar is removed, since that one may have been the reason.
 *
 * <p>The libraries in the folder beside a plain jar belong to its content. Nothing says how many there are to be, so when they
 * change, the jar is used again once nothing has changed for {@link #PATIENCE}.
 *
 * <p>One thread scans and calls the listener; any thread may call {@link #scan}.
 */
public final class DeployFolder implements AutoCloseable {
    /** How long an incomplete file may stay unchanged before it counts as damaged, and changed libraries before they are used. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** The time until the next scan if something was incomplete. */
    private static final Duration SOON = Duration.ofMillis(50);

    /** The time until the next scan in any case. */
    private static final Duration AT_LATEST = Duration.ofSeconds(5);

    private static final String JAR = ".jar";

    private static final WatchEvent.Kind<?>[] CHANGES = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    private final Path folder;
    private final DeployListener listener;
    private final JarLimits limits;
    private final System.Logger log;
    private final WatchService watch;
    private volatile Optional<Thread> watcher = Optional.empty();
    private final Map<Path, JarStamp> settled = new HashMap<>();
    private final Map<Path, Unfinished> unfinished = new HashMap<>();

    /** Complete jars that the listener could not use, with the reasons. */
    private final Map<Path, String> refused = new HashMap<>();

    /** An incomplete file, or one whose libraries are changing, and since when nothing has changed. */
    private record Unfinished(JarStamp stamp, long since) {}

    private DeployFolder(
            Path folder, DeployListener listener, JarLimits limits, System.Logger log, WatchService watch) {
        this.folder = folder;
        this.listener = listener;
        this.limits = limits;
        this.log = log;
        this.watch = watch;
    }

    /**
     * Begins to watch a folder, which is created if it is missing. The listener is not called before {@link #scan} or
     * {@link #start}.
     *
     * @param folder the folder
     * @param listener is told about changes
     * @param limits how large a jar may be
     * @param log where to log
     * @return the folder, to be closed
     * @throws RefusedException if the folder cannot be created or watched
     */
    public static DeployFolder open(Path folder, DeployListener listener, JarLimits limits, System.Logger log)
            throws RefusedException {
        try {
            Files.createDirectories(folder);
            WatchService watch = folder.getFileSystem().newWatchService();
            folder.register(watch, CHANGES);
            return new DeployFolder(folder, listener, limits, log, watch);
        } catch (IOException e) {
            throw new RefusedException(
                    "the deploy folder " + folder + " cannot be watched (" + e + "): make it writable", e);
        }
    }

    /**
     * The path of the folder.
     *
     * @return the folder
     */
    public Path path() {
        return folder;
    }

    /** Starts a thread that scans the folder after each change, until this is closed. */
    public void start() {
        watcher = Optional.of(Thread.ofPlatform().daemon().name("deploy").start(this::watch));
    }

    /**
     * Whether changes in the folder are noticed.
     *
     * @return false before {@link #start}, and after the thread that scans has ended
     */
    public boolean isWatched() {
        return watcher.isPresent() && watcher.get().isAlive();
    }

    private void watch() {
        try {
            while (true) {
                WatchKey key = watch.poll(pause().toMillis(), TimeUnit.MILLISECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
                scanOrSay();
            }
        } catch (ClosedWatchServiceException e) {
            log.log(Level.DEBUG, folder + " is no longer watched");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing ends the thread but the end of the watching: without it, no jar would be noticed any more. */
    private void scanOrSay() {
        try {
            scan();
        } catch (RuntimeException | Error e) {
            log.log(
                    Level.ERROR,
                    "the deploy folder " + folder + " could not be scanned, and is scanned again: " + e,
                    e);
        }
    }

    private synchronized Duration pause() {
        return unfinished.isEmpty() ? AT_LATEST : SOON;
    }

    /** Scans the folder now, and tells the listener about changes. */
    public synchronized void scan() {
        Set<Path> jars;
        try {
            jars = jars(folder);
        } catch (IOException e) {
            log.log(Level.ERROR, "the deploy folder " + folder + " cannot be read: " + e + "; it stays as it was");
            return;
        }
        boolean removed = false;
        for (Path gone : List.copyOf(settled.keySet())) {
            if (!jars.contains(gone)) {
                settled.remove(gone);
                refused.remove(gone);
                new ErrorFile(gone, log).remove();
                listener.removed(gone);
                removed = true;
            }
        }
        if (removed) {
            // A removed jar may be the reason why others were refused.
            settled.keySet().removeAll(refused.keySet());
        }
        unfinished.keySet().retainAll(jars);
        for (Path jar : jars) {
            look(jar);
        }
    }

    /**
     * Offers jars to the listener once more, as if they were new.
     *
     * @param jars their paths
     */
    public synchronized void offerAgain(Set<Path> jars) {
        settled.keySet().removeAll(jars);
        scan();
    }

    /**
     * The jars in a folder, without watching it.
     *
     * @param folder the folder; it need not exist
     * @return their paths, sorted by name
     * @throws RefusedException if the folder cannot be read
     */
    public static Set<Path> jarsIn(Path folder) throws RefusedException {
        try {
            return jars(folder);
        } catch (NoSuchFileException e) {
            return Set.of();
        } catch (IOException e) {
            throw new RefusedException("the deploy folder " + folder + " cannot be read: " + e, e);
        }
    }

    private static Set<Path> jars(Path folder) throws IOException {
        Set<Path> jars = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(JAR) && !name.startsWith(".")) {
                    jars.add(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return jars;
    }

    private void look(Path jar) {
        try {
            watchLibraries(jar);
            JarStamp stamp = JarStamp.of(jar);
            JarStamp before = settled.get(jar);
            if (stamp.equals(before)) {
                unfinished.remove(jar);
                return;
            }
            if (before != null && !stamp.libraries().equals(before.libraries()) && !hasSettled(jar, stamp)) {
                return;
            }
            if (Files.isRegularFile(jar)) {
                take(jar, stamp);
            } else {
                // Opening a pipe would block until its other end is opened, and nothing would scan the folder
                // meanwhile.
                settle(jar, stamp, jar + " is not a file: put the jar itself into the folder, or a link to it");
            }
        } catch (NoSuchFileException e) {
            log.log(Level.DEBUG, jar + " has gone again");
        } catch (IOException | RuntimeException | Error e) {
            // Without the last two, one jar would end the thread that scans the folder.
            settle(jar, JarStamp.UNKNOWN, e.toString());
        }
    }

    /** A folder that is watched already stays so; without events, a change is found some seconds later. */
    private void watchLibraries(Path jar) {
        Path libraries = JarContent.libraryFolder(jar);
        try {
            if (Files.isDirectory(libraries)) {
                libraries.register(watch, CHANGES);
            }
        } catch (IOException | ClosedWatchServiceException e) {
            log.log(Level.DEBUG, libraries + " cannot be watched: " + e);
        }
    }

    private void take(Path jar, JarStamp stamp) throws IOException {
        JarContent content;
        try {
            content = JarContent.read(jar, limits);
        } catch (RefusedException e) {
            if (hasSettled(jar, stamp)) {
                settle(jar, stamp, e.getMessage());
            }
            return;
        } catch (RuntimeException | Error e) {
            settle(jar, stamp, jar + " cannot be read: unexpected " + e);
            return;
        }
        if (!stamp.equals(JarStamp.of(jar))) {
            // The file, or a library, was written to while it was read: look again.
            unfinished.put(jar, new Unfinished(stamp, System.nanoTime()));
            return;
        }
        unfinished.remove(jar);
        settled.put(jar, stamp);
        try {
            listener.deployed(content);
            refused.remove(jar);
            new ErrorFile(jar, log).remove();
        } catch (RefusedException e) {
            refuse(jar, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            // Without this, the exception would end the thread that scans the folder.
            refuse(jar, jar + " cannot be used: unexpected " + e);
        }
    }

    private void refuse(Path jar, String why) {
        if (!why.equals(refused.put(jar, why))) {
            log.log(Level.ERROR, why);
        }
        new ErrorFile(jar, log).write(why);
    }

    private boolean hasSettled(Path jar, JarStamp stamp) {
        Unfinished before = unfinished.get(jar);
        if (before == null || !before.stamp.equals(stamp)) {
            unfinished.put(jar, new Unfinished(stamp, System.nanoTime()));
            return false;
        }
        return System.nanoTime() - before.since >= PATIENCE.toNanos();
    }

    private void settle(Path jar, JarStamp stamp, String why) {
        if (stamp.equals(settled.put(jar, stamp))) {
            return;
        }
        unfinished.remove(jar);
        refused.remove(jar);
        log.log(Level.ERROR, why);
        new ErrorFile(jar, log).write(why);
        listener.damaged(jar, why);
    }

    /** Stops watching. Deployed jars stay in use. */
    @Override
    public void close() {
        try {
            watch.close();
        } catch (IOException e) {
            log.log(Level.WARNING, folder + " is still watched: " + e.getMessage());
        }
    }
}
