// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Serves something as a disk. The package's documentation shows the order of the calls. An instance is one export: two
 * exports of the same plugin are two instances that share nothing.
 *
 * <p>{@link #prepare}, {@link #start} and {@link #stop} are called once each and never while another call runs. The
 * others are called on any thread that may wait, and by many threads at a time unless the {@link ThreadModel} forbids
 * it.
 *
 * @since 0.1
 */
@ConsumerType
public interface Plugin {
    /**
     * Does what needs the caller's working folder, terminal or privileges: opens a file that only root may read, asks
     * for a passphrase.
     *
     * @throws IOException if that fails; the server does not start and prints the message
     */
    default void prepare() throws IOException {}

    /**
     * Files that {@link #prepare} has made for later calls. A server that goes on as another user, as {@code -u} asks for, gives
     * them to that user before {@link #start}. Called once, after {@link #prepare}.
     *
     * @return files, and folders with all that is in them; the default is an empty list
     */
    default List<Path> files() {
        return List.of();
    }

    /**
     * Narrows what {@link NbdPlugin#threadModel()} promises, where that depends on parameters: a plugin that runs a
     * user's script asks the script. Called once, after {@link #prepare} and before {@link #start}.
     *
     * @return the model of this instance; the stricter of this one and the annotation's counts. The default is that of
     *     the annotation
     * @throws IOException if it cannot be found out; the server does not start and prints the message
     */
    default ThreadModel threadModel() throws IOException {
        return ThreadModel.PARALLEL;
    }

    /**
     * Facts that depend on the parameters, for {@code --dump-plugin}. Called on an instance that is neither prepared
     * nor started. If parameters are missing without which the plugin cannot be constructed, only
     * {@link NbdPlugin#details()} is asked.
     *
     * @return what to print as {@code key=value} lines besides {@link NbdPlugin#details()}, and instead of its lines
     *     where the keys are the same; keys are lower-case with underscores. A {@code thread_model} is what
     *     {@link #threadModel} would narrow the model to. The default is an empty map
     * @throws IOException if they cannot be found out; {@code --dump-plugin} then fails with the message
     */
    default Map<String, String> details() throws IOException {
        return Map.of();
    }

    /**
     * Takes the resources that the plugin needs for as long as it is served: threads, memory, connections.
     *
     * @param context the server, as this instance sees it; valid until {@link #stop} returns
     * @throws IOException if that fails; the server does not start and prints the message
     */
    default void start(Context context) throws IOException {}

    /**
     * Inspects a client that has just connected, before TLS and before it has sent anything. The export's name, the TLS
     * session and the wish to read only are not known yet. It is called once for a client.
     *
     * <p>Where a server has several exports, this is called when the client first names the one of this instance, before its
     * disk is opened; it is not called for clients that name only other exports.
     *
     * @param client the client that has connected
     * @throws IOException to close the connection without a word to the client; the message goes to the log. Where a server
     *     has several exports, to refuse this one with {@code NBD_REP_ERR_POLICY} and the message
     */
    default void accept(Client client) throws IOException {}

    /**
     * The exports to show to a client that asks for a list. Listing and accepting are independent: {@link #open} may
     * accept a name that is not listed, and refuse one that is.
     *
     * @param client the client that asks
     * @return the exports; the default is one export with the name of {@link #defaultExport}
     * @throws IOException to refuse the list; the client sees the message
     */
    default List<Export> exports(Client client) throws IOException {
        return List.of(new Export(defaultExport(client), ""));
    }

    /**
     * The name that the empty export name stands for.
     *
     * @param client the client that asks
     * @return the name; the default is the empty name itself
     * @throws IOException to refuse the empty name; the client sees the message
     */
    default String defaultExport(Client client) throws IOException {
        return "";
    }

    /**
     * Opens the disk for a client. If the client only asks about the export, and then uses it, the same disk serves
     * both.
     *
     * @param client the client, with the name under which it opens the disk and whether it will only read
     * @return the disk, which the server closes exactly once
     * @throws IOException to refuse the client, which sees the message; other clients are not affected
     */
    Disk open(Client client) throws IOException;

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
     * Gives back what {@link #prepare} and {@link #start} took. Called after every disk was closed, and also if one of
     * the two failed half-way.
     *
     * @throws IOException for the log; the server goes on stopping
     */
    default void stop() throws IOException {}
}
