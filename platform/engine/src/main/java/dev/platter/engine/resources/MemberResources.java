// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.resources;

import dev.platter.api.BufferAllocator;
import dev.platter.api.Metrics;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics, folders and memory of one instance. Each is made when it is first asked for. May be used by any thread;
 * {@link #close} is called once, after the instance was stopped.
 */
public final class MemberResources {
    private final String member;
    private final String title;
    private final System.Logger log;
    private final MemberMetrics metrics = new MemberMetrics();
    private final MemberFolders folders;
    private final Supplier<MemoryShare> memory;
    private @Nullable MemberBuffers buffers;

    /** Finds, or makes, the folder for temporary folders. */
    @FunctionalInterface
    public interface Place {
        /**
         * The folder.
         *
         * @return a folder that exists
         * @throws IOException if it cannot be made
         */
        Path folder() throws IOException;
    }

    /**
     * Creates the resources of an instance; nothing is made yet.
     *
     * @param member the member's name in its chain
     * @param title the member's kind and name, for a sentence
     * @param log receives what the instance has left behind
     * @param temporary finds the folder for temporary folders
     * @param persistent the export's folder in the state folder, which need not exist; empty if there is none
     * @param memory gives the instance's share in the server's memory
     */
    public MemberResources(
            String member,
            String title,
            System.Logger log,
            Place temporary,
            Optional<Path> persistent,
            Supplier<MemoryShare> memory) {
        this.member = member;
        this.title = title;
        this.log = log;
        this.memory = memory;
        folders = new MemberFolders(member, temporary, persistent);
    }

    /**
     * The instance's metrics.
     *
     * @return see {@link dev.platter.api.Context#metrics}
     */
    public Metrics metrics() {
        return metrics;
    }

    /**
     * The numbers at this moment.
     *
     * @return a reading of each metric
     */
    public List<MetricReading> readings() {
        return metrics.readings(member);
    }

    /**
     * The instance's memory.
     *
     * @return see {@link dev.platter.api.Context#buffers}
     */
    public synchronized BufferAllocator buffers() {
        MemberBuffers own = buffers;
        if (own == null) {
            own = new MemberBuffers(memory.get());
            buffers = own;
        }
        return own;
    }

    /**
     * The instance's temporary folder.
     *
     * @return see {@link dev.platter.api.Context#temporaryFolder}
     * @throws IOException if it cannot be made
     */
    public Path temporaryFolder() throws IOException {
        return folders.temporary();
    }

    /**
     * The instance's persistent folder.
     *
     * @return see {@link dev.platter.api.Context#persistentFolder}
     * @throws IOException if it cannot be made
     */
    public Optional<Path> persistentFolder() throws IOException {
        return folders.persistent();
    }

    /** Takes back what the instance has not given back; the log names it. */
    public void close() {
        MemberBuffers own;
        synchronized (this) {
            own = buffers;
        }
        if (own != null) {
            for (String leak : own.close()) {
                log.log(Level.WARNING, title + " " + leak);
            }
        }
        try {
            folders.close();
        } catch (IOException e) {
            log.log(Level.WARNING, "the temporary folder of " + title + " cannot be deleted: " + e, e);
        }
    }
}
