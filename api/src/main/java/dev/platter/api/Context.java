// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The server, as one instance of a plugin or filter sees it. Valid from {@code start} until {@code stop} returns; all
 * methods may be called on any thread; those that throw {@link IOException} may wait, the others return at once.
 *
 * @since 0.1
 */
@ProviderType
public interface Context {
    /**
     * The instance's log. Debug messages are shown under {@code -v}.
     *
     * <p>Code that has no context, such as a constructor, a static field or a library in the bundle, asks
     * {@link System#getLogger(String)}: its messages go to the same log. They have the name of this instance where the
     * server can tell whose call it is: in the calls of its life, and wherever the logger was made in a constructor.
     * Otherwise they have the name of the plugin or filter without that of the export. The name that the logger was
     * asked for is not shown.
     *
     * @return a logger with the name of the export and of the plugin or filter
     */
    System.Logger logger();

    /**
     * The thread model that the server has agreed on with all members of the chain.
     *
     * @return the least concurrent of theirs, or one that is less concurrent still if the server's settings ask for it
     */
    ThreadModel threadModel();

    /**
     * The instance's metrics.
     *
     * @return the same object each time
     */
    Metrics metrics();

    /**
     * Memory outside of the Java heap that counts against the server's limit.
     *
     * @return the same object each time
     */
    BufferAllocator buffers();

    /**
     * A folder for files that the instance needs only while it runs. It is made, empty and closed to other users, when
     * this is called first, and is deleted with all that is in it when {@code stop} of the instance has returned; if
     * the server is killed, a later server deletes it.
     *
     * @return an absolute path, the same each time; no other instance has it
     * @throws IOException if the folder cannot be made
     * @throws IllegalStateException if the instance has stopped
     */
    Path temporaryFolder() throws IOException;

    /**
     * A folder for files that a later instance shall find, also after a restart of the server. It belongs to the export
     * and to the plugin or filter by their names: a new version finds what the old one has left, and so does an export
     * that is removed and added again. The server never deletes it. It is made, closed to other users, when this is
     * called first.
     *
     * <p>A server without a state folder has nowhere to put it, and a plain {@code platter} run never has one. Then
     * this is empty, and the instance does without, or fails in {@code start} with a sentence:
     *
     * {@snippet :
     * Path index = context.persistentFolder()
     *         .orElseThrow(() -> new IOException("the index needs a server with a state folder: use platterd"))
     *         .resolve("index");
     * }
     *
     * <p>Pitfall: while clients stay with an old version, and while an upgrade goes on, two instances have the same
     * folder. Lock what only one may change, or let {@link Plugin#coexists()} be false.
     *
     * @return an absolute path, the same each time; empty if the server keeps no state. A member that stands twice in
     *     one chain has two folders: the one nearer to the plugin has the plain name, whichever was there first
     * @throws IOException if the folder cannot be made
     */
    Optional<Path> persistentFolder() throws IOException;

    /**
     * A client that stands for the server itself, for disks that are opened without any connection.
     *
     * @return a client with the id 0 and no export name
     */
    Client client();

    /**
     * Threads for work that may wait. They never carry requests, so a request may wait for work that is given to them.
     *
     * @return an executor that starts a thread when all of its threads are busy
     */
    Executor workers();

    /**
     * Runs a task of the instance's own once, later, on one of the {@link #workers()}, so it may wait. Work that is put
     * off on behalf of a request goes to {@link #schedule(Client, Duration, Wakeup)} instead.
     *
     * @param delay how long to wait, not negative
     * @param task what to run; what it throws goes to the log
     * @return to cancel it; a task that has begun is not interrupted. A task that is still waiting when {@code stop} of
     *     the instance returns never runs
     */
    Future<?> schedule(Duration delay, Runnable task);

    /**
     * Runs a task for a client once, later, on one of the {@link #workers()}, so it may wait. It runs early if the
     * client's connection ends or the server stops meanwhile, and at once if that has happened already; so a request
     * that was put off never keeps a disk open or the server from ending.
     *
     * @param client the client that was given to {@code open}; {@link #client()} counts as connected until the server
     *     stops
     * @param delay how long to wait, not negative
     * @param task what to run; it is told whether it runs early, and what it throws goes to the log
     * @return to cancel it; a task that has begun is not interrupted. A task that is not cancelled runs exactly once
     */
    Future<?> schedule(Client client, Duration delay, Wakeup task);

    /**
     * Waits on behalf of a client, on the caller's thread: for filters that slow requests down or try again. Only a
     * disk that is {@link Disk#blocking()} may do so.
     *
     * @param client the client that was given to {@code open}
     * @param delay how long to wait, not negative
     * @throws DiskException {@code ESHUTDOWN}, early, if the client has gone, the server is stopping, or the thread is
     *     interrupted; it then stays interrupted
     */
    default void sleep(Client client, Duration delay) throws DiskException {
        CompletableFuture<Boolean> woken = new CompletableFuture<>();
        Future<?> alarm = schedule(client, delay, woken::complete);
        try {
            if (woken.get()) {
                throw new DiskException(NbdError.ESHUTDOWN, "the connection ended during a wait of " + delay);
            }
        } catch (InterruptedException e) {
            alarm.cancel(false);
            Thread.currentThread().interrupt();
            throw new DiskException(NbdError.ESHUTDOWN, "interrupted during a wait of " + delay, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a wakeup never completes with a failure", e);
        }
    }

    /**
     * Whether the server is a service whose log nobody may be reading, such as {@code platterd}, and not a run of
     * {@code platter} that a user has just typed and watches. Where data is in danger, an instance can warn that user,
     * and refuses to work in a service, unless a parameter says otherwise.
     *
     * @return true in a service; the same each time
     */
    default boolean unattended() {
        return false;
    }

    /**
     * Announces that disks of this instance have another size than they had when they were opened. The protocol cannot
     * tell clients that are in transmission: they go on with the size that they know, and a disk that has shrunk
     * refuses requests beyond its end, with {@code EINVAL} for reads and {@code ENOSPC} for writes. A client that asks
     * for the export from now on, on a connection of any age, has the disk opened anew and is told what
     * {@link Disk#size} returns then.
     */
    void sizeChanged();

    /**
     * Ends the server in good order, as a signal would. Returns at once.
     *
     * @param reason a sentence for the log
     */
    void shutdown(String reason);
}
