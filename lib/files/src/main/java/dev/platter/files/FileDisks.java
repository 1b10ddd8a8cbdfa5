// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Poller;
import dev.platter.libc.Ring;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes disks of open files, for the clients of one instance of a plugin. Where the system has a queue for files, reads and
 * writes go through that, and occupy no thread while they are under way. Any thread may call.
 */
public final class FileDisks {
    private final CacheMode cache;
    private final AccessPattern pattern;
    private final boolean direct;
    private final RingSource source;
    private volatile @Nullable Started started;

    /** What the server gives to an instance that starts. */
    private record Started(System.Logger log, Executor workers, FileLocks locks, Rings rings) {}

    /**
     * Disks of an instance that has not started.
     *
     * @param cache what happens to file data in the system's memory
     * @param pattern the order in which clients will read
     * @param direct whether reads and writes go past the system's cache
     */
    public FileDisks(CacheMode cache, AccessPattern pattern, boolean direct) {
        this(cache, pattern, direct, Ring::open);
    }

    /**
     * Disks of an instance that has not started, with another source of rings, for tests.
     *
     * @param cache what happens to file data in the system's memory
     * @param pattern the order in which clients will read
     * @param direct whether reads and writes go past the system's cache
     * @param rings opens them
     */
    public FileDisks(CacheMode cache, AccessPattern pattern, boolean direct, RingSource rings) {
        this.cache = cache;
        this.pattern = pattern;
        this.direct = direct;
        source = rings;
    }

    /**
     * Takes what an instance gets when it starts. Disks that are made before have neither locks nor queues.
     *
     * @param context of the instance
     * @param locks tells other programs which files are open
     */
    public void start(Context context, FileLocks locks) {
        started = new Started(context.logger(), context.workers(), locks, new Rings(source, context.logger()));
    }

    /**
     * Makes a disk.
     *
     * @param file is closed with the disk, and if this fails
     * @param client the disk's client
     * @return the disk
     * @throws IOException if another program is in the way, or the file cannot be used as was asked for; the message names it
     */
    public Disk open(OpenFile file, Client client) throws IOException {
        try {
            Started now = started;
            if (now != null) {
                file.lock(now.locks());
            }
            if (direct) {
                file.bypassCache();
            }
            FileDisk disk = new FileDisk(file, cache, pattern);
            if (now == null) {
                return disk;
            }
            if (!client.readOnly() && !file.traits().writable()) {
                now.log().log(
                        System.Logger.Level.DEBUG, "{0} cannot be written to, so it is served read-only", file.path());
            }
            return withRing(disk, file, client, now);
        } catch (IOException | RuntimeException e) {
            closeAfter(e, file);
            throw e;
        }
    }

    /** A queue drops nothing from the system's cache, so with {@link CacheMode#NONE} there is none. */
    private Disk withRing(FileDisk disk, OpenFile file, Client client, Started now) {
        Optional<RingFile> queued = file.forRing();
        Optional<Poller> loop = client.poller();
        return queued.isPresent()
                        && loop.isPresent()
                        && cache != CacheMode.NONE
                        && now.rings().mayBeOpened()
                ? new RingDisk(disk, queued.get(), loop.get(), now.rings(), now.workers())
                : disk;
    }

    private static void closeAfter(Exception failure, OpenFile file) {
        try {
            file.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
