// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes what a client sees of the disk behind it, which may be a plugin's or another filter's. Threads and the order
 * of calls are those of a {@link Plugin}.
 *
 * <p>A filter opens the disk behind it by itself. So it can open it never, once, twice, later, under another name or
 * read-only. In the usual case it opens it once and returns a {@link ForwardingDisk} or {@link ForwardingAsyncDisk}
 * around it.
 *
 * @since 0.1
 */
@ConsumerType
public interface Filter {
    /**
     * Does what needs the caller's working folder, terminal or privileges. Called before the same method of the next
     * member of the chain.
     *
     * @throws IOException if that fails; the server does not start and prints the message
     */
    default void prepare() throws IOException {}

    /**
     * Narrows what {@link NbdFilter#threadModel()} promises, where that depends on parameters. Called once, after
     * {@link #prepare} and before {@link #start}.
     *
     * @return the model of this instance; the strictest model of all members of a chain counts. The default is that of
     *     the annotation
     * @throws IOException if it cannot be found out; the server does not start and prints the message
     */
    default ThreadModel threadModel() throws IOException {
        return ThreadModel.PARALLEL;
    }

    /**
     * Facts that depend on the parameters, for {@code --dump-plugin}; see {@link Plugin#details()}.
     *
     * @return what to print as {@code key=value} lines besides {@link NbdFilter#details()}; a {@code thread_model} is what
     *     {@link #threadModel} would narrow the model to. The default is an empty map
     * @throws IOException if they cannot be found out; {@code --dump-plugin} then fails with the message
     */
    default Map<String, String> details() throws IOException {
        return Map.of();
    }

    /**
     * Takes the resources that the filter needs for as long as it is served. Called after the same method of the next
     * member of the chain, so that {@code next} can be opened at once by a filter that looks at the disk before any
     * client does.
     *
     * @param next what stands behind this filter, to be opened for {@link Context#client()}; valid until {@link #stop}
     *     returns
     * @param context the server, as this instance sees it; valid until {@link #stop} returns
     * @throws IOException if that fails; the server does not start and prints the message
     */
    default void start(Opener next, Context context) throws IOException {}

    /**
     * Inspects a client that has just connected; see {@link Plugin#accept}.
     *
     * @param client the client that has connected
     * @throws IOException to refuse the client as there
     */
    default void accept(Client client) throws IOException {}

    /**
     * The exports to show to a client that asks for a list; see {@link Plugin#exports}.
     *
     * @param next what stands behind this filter
     * @param client the client that asks
     * @return the exports; the default is the list of {@code next}
     * @throws IOException to refuse the list; the client sees the message
     */
    default List<Export> exports(Opener next, Client client) throws IOException {
        return next.exports(client);
    }

    /**
     * The name that the empty export name stands for; see {@link Plugin#defaultExport}.
     *
     * @param next what stands behind this filter
     * @param client the client that asks
     * @return the name; the default is the answer of {@code next}
     * @throws IOException to refuse the empty name; the client sees the message
     */
    default String defaultExport(Opener next, Client client) throws IOException {
        return next.defaultExport(client);
    }

    /**
     * Opens the disk that the client will see. The default opens {@code next} and adds nothing.
     *
     * @param next what stands behind this filter; valid until the disk that is returned here is closed, so a filter may
     *     open it again later. The filter closes every disk that it opens; a disk that was passed to a
     *     {@link ForwardingDisk} is closed with that
     * @param client the client that opens the disk
     * @return the disk, which the server closes exactly once
     * @throws IOException to refuse the client, which sees the message. Close before what was opened of {@code next}
     */
    default Disk open(Opener next, Client client) throws IOException {
        return next.open(client);
    }

    /**
     * Whether an instance can be started while an older one, with the same or similar parameters, is still started. If
     * it cannot, as with a device that only one process may open, the server takes the disks of the older instance away
     * from their clients first, and gives them the disks of this one; when this has succeeded, it stops the older one.
     *
     * @return true if both can run side by side. The default is true unless the instance is {@link Stateful}, since two
     *     instances that hold contents would soon differ
     */
    default boolean coexists() {
        return !(this instanceof Stateful);
    }

    /**
     * Gives back what {@link #prepare} and {@link #start} took; see {@link Plugin#stop}. Called before the same method
     * of the next member of the chain.
     *
     * @throws IOException for the log; the server goes on stopping
     */
    default void stop() throws IOException {}
}
