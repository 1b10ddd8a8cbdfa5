// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.steering;

import dev.platter.host.RefusedException;
import dev.platter.host.shell.Shell;
import dev.platter.server.bundles.BundleStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queries and commands of a running server. Answers are snapshots. Any thread may call; commands are carried out one after
 * the other, and return when that is done.
 */
public interface Steering {
    /**
     * The server as a whole.
     *
     * @return its status
     */
    ServerStatus status();

    /**
     * The exports, and retiring chains.
     *
     * @return exports in the configuration's order, then retiring chains
     */
    List<ExportStatus> exports();

    /**
     * The connected clients.
     *
     * @return the connections, by number
     */
    List<ConnectionStatus> connections();

    /**
     * The traffic of exports and connections.
     *
     * @return an entry for each export in the order of {@link #exports()}, then one for each connection by number
     */
    List<Traffic> flow();

    /**
     * The bundles.
     *
     * @return each plugin and filter in each version, and each jar that cannot be used
     */
    List<BundleStatus> bundles();

    /**
     * The recent changes.
     *
     * @return at most a hundred entries, the newest first
     */
    List<Deployment> deployments();

    /**
     * Records where the server spends processor time.
     *
     * @param time how long to record, which is how long the call takes
     * @return a page in HTML with a flame graph
     * @throws RefusedException if another recording is being made, none can be made, or the server ends meanwhile
     */
    String profile(Duration time) throws RefusedException;

    /**
     * Puts a copy of a jar into the deploy folder.
     *
     * @param jar the jar, an absolute path
     * @return what has happened, for people
     * @throws RefusedException if it cannot be used; then it is removed from the folder
     */
    String install(Path jar) throws RefusedException;

    /**
     * Rebuilds an export from the newest bundles that its definition admits.
     *
     * @param export its name
     * @param live whether connected clients go over too
     * @return what has happened, for people
     * @throws RefusedException if that fails; the old chain stays in use
     */
    String upgrade(String export, boolean live) throws RefusedException;

    /**
     * Goes back from the newest deployed version of a plugin or filter to the one before.
     *
     * @param name its name
     * @return what has happened, for people
     * @throws RefusedException if no older version is usable
     */
    String rollBack(String name) throws RefusedException;

    /**
     * Deletes a plugin or filter from the deploy folder.
     *
     * @param name its name
     * @param version its version; empty for all
     * @return what has happened, for people
     * @throws RefusedException if it is missing, or exports need it
     */
    String uninstall(String name, Optional<String> version) throws RefusedException;

    /**
     * Reads the configuration again and applies it.
     *
     * @param force whether what clients have written to exports may be lost with them; without it, such a reload is refused
     * @return the changes, for people
     * @throws RefusedException if it is faulty, or leaves nothing to listen on; then nothing has changed
     */
    String reload(boolean force) throws RefusedException;

    /**
     * What a reload would change, and why it would be refused as far as that is known beforehand.
     *
     * @return lines for people
     * @throws RefusedException if the configuration is faulty
     */
    String difference() throws RefusedException;

    /**
     * Why a reload would be refused, as far as that is known beforehand.
     *
     * @return a sentence for each reason; empty if there is none
     * @throws RefusedException if the configuration is faulty
     */
    List<String> objections() throws RefusedException;

    /**
     * Where the configuration is written.
     *
     * @return the path of its file; empty if it was a command line
     */
    String configuration();

    /**
     * Adds an export until the server ends.
     *
     * @param name its name
     * @param members filters, outermost first, and the plugin, as references
     * @param parameters as on a command line: {@code key=value}
     * @param options of the export: {@code read-only}, {@code tls}, {@code description}
     * @return what has happened, for people
     * @throws RefusedException if it cannot be served
     */
    String addExport(String name, List<String> members, List<String> parameters, Map<String, String> options)
            throws RefusedException;

    /**
     * Removes an export until the configuration is read again.
     *
     * @param name its name
     * @param mode what happens to its connections: {@code hide}, {@code soft} or {@code hard}
     * @return what has happened, for people
     * @throws RefusedException if there is no such export
     */
    String removeExport(String name, String mode) throws RefusedException;

    /**
     * Tries again to serve an export that has failed.
     *
     * @param name its name
     * @return what has happened, for people
     * @throws RefusedException if there is no such export, or it fails again
     */
    String startExport(String name) throws RefusedException;

    /**
     * Ends the connections of an export, or those of its retiring chains if there are any: requests under way are answered, and
     * aborted after the grace.
     *
     * @param export the name
     * @param grace how long to wait for requests under way
     * @return what has happened, for people
     * @throws RefusedException if there is no such export, or a call does not return
     */
    String drain(String export, Duration grace) throws RefusedException;

    /**
     * Closes a connection at once.
     *
     * @param connection its number
     * @return what has happened, for people
     * @throws RefusedException if there is no such connection
     */
    String kill(long connection) throws RefusedException;

    /**
     * Opens a shell of the OSGi framework. The server does not notice what the shell does to bundles.
     *
     * @return a session, which ends with the server at the latest
     * @throws RefusedException if a shell cannot be opened
     */
    Shell shell() throws RefusedException;

    /**
     * Ends the server. Returns before it has ended, so that the caller can still be answered.
     *
     * @return what happens, for people
     */
    String stop();
}
