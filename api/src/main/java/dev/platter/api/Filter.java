// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes what a client sees of the disk behind it, which may be a plugin's or another filter's. Threads and the
 * order of calls are those of a {@link Plugin}.
 *
 * <p>A filter opens what is behind it by itself, so it can do so never, once, twice, later, under another name or
 * read-only. In the usual case it opens it once and returns a {@link ForwardingDisk} around it.
 *
 * @since 0.1
 */
@ConsumerType
public interface Filter {
    /**
     * Does what needs the caller's working folder, terminal or privileges. Called before the same method of what is
     * behind.
     *
     * @throws IOException if that fails; the server does not start and prints the message
     */
    default void prepare() throws IOException {}

    /**
     * Narrows what {@link NbdFilter#threadModel()} promises, where that depends on parameters. Asked once, after
     * {@link #prepare} and before {@link #start}.
     *
     * @return the model of this instance; the strictest model of all members of a chain counts. The default leaves it
     *     at the annotation's
     * @throws IOException if it cannot be found out; the server does not start and prints the message
     */
    default ThreadModel threadModel() throws IOException {
        return ThreadModel.PARALLEL;
    }

    /**
     * Facts that depend on the parameters, for {@code --dump-plugin}; see {@link Plugin#details()}.
     *
     * @return what to print as {@code key=value} lines besides {@link NbdFilter#details()}; the default is none
     * @throws IOException if they cannot be found out; {@code --dump-plugin} then fails with the message
     */
    default Map<String, String> details() throws IOException {
        return Map.of();
    }

    /**
     * Takes the resources that the filter needs for as long as it is served. Called after the same method of what is
     * behind, so that {@code next} can be opened at once: by a filter that looks at the disk before any client does.
     *
     * @param next what is behind, to be opened for {@link Context#client()}; valid until {@link #stop} returns
     * @param context the server, as far as it concerns this instance; valid until {@link #stop} returns
     * @throws IOException if that fails; the server does not start and prints the message
     */
    default void start(Opener next, Context context) throws IOException {}

    /**
     * Looks at a client that has just connected; see {@link Plugin#accept}.
     *
     * @param client who has connected
     * @throws IOException to refuse it as there
     */
    default void accept(Client client) throws IOException {}

    /**
     * The exports to show to a client that asks for a list; see {@link Plugin#exports}.
     *
     * @param next what is behind
     * @param client who asks
     * @return the exports; the default is what is behind
     * @throws IOException to refuse the list; the client sees the message
     */
    default List<Export> exports(Opener next, Client client) throws IOException {
        return next.exports(client);
    }

    /**
     * The name that the empty export name stands for; see {@link Plugin#defaultExport}.
     *
     * @param next what is behind
     * @param client who asks
     * @return the name; the default is what is behind
     * @throws IOException to refuse the empty name; the client sees the message
     */
    default String defaultExport(Opener next, Client client) throws IOException {
        return next.defaultExport(client);
    }

    /**
     * Opens the disk that the client will see. The default opens what is behind and adds nothing.
     *
     * @param next what is behind; it stays valid until the disk that is returned here was closed, so a filter may
     *     open again later. Whoever opens a disk closes it, unless it is the one handed to a {@link ForwardingDisk},
     *     which passes {@code close} on
     * @param client who opens it
     * @return the disk, which the server closes exactly once
     * @throws IOException to refuse the client; it sees the message. What was opened behind is closed by the filter
     */
    default Disk open(Opener next, Client client) throws IOException {
        return next.open(client);
    }

    /**
     * Whether an instance can be started while an older one, with the same or similar parameters, is still started. Where
     * it cannot, as with a device that only one may open, the server takes the disks of the older one away from their
     * clients first, and gives them the disks of this one; that one is told to stop when this has succeeded.
     *
     * @return true if both can live side by side; the default is whether there is nothing to hand over, since two
     *     instances that hold contents would soon differ
     */
    default boolean coexists() {
        return !(this instanceof Stateful);
    }

    /**
     * Gives back what {@link #prepare} and {@link #start} took; see {@link Plugin#stop}. Called before the same method
     * of what is behind.
     *
     * @throws IOException for the log; the server goes on stopping
     */
    default void stop() throws IOException {}
}
