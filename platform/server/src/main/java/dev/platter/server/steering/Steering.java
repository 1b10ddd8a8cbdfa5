// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.steering;

import dev.platter.host.HostException;
import dev.platter.host.shell.Shell;
import dev.platter.server.bundles.BundleStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running server, for whoever looks at it or steers it. Answers are snapshots. Called by any threads; what changes
 * something waits until it has happened, and is done one after the other.
 */
public interface Steering {
    /**
     * The server as a whole.
     *
     * @return its status
     */
    ServerStatus status();

    /**
     * What is served, and what is retiring.
     *
     * @return exports in the configuration's order, then those that retire
     */
    List<ExportStatus> exports();

    /**
     * Who is connected.
     *
     * @return the connections, by number
     */
    List<ConnectionStatus> connections();

    /**
     * What has gone over exports and connections.
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
     * What has happened lately.
     *
     * @return at most a hundred entries, the newest first
     */
    List<Deployment> deployments();

    /**
     * Puts a copy of a jar into the deploy folder.
     *
     * @param jar the jar, an absolute path
     * @return what has happened, for people
     * @throws HostException if it cannot be used; it does not stay in the folder
     */
    String install(Path jar) throws HostException;

    /**
     * Makes an export of the newest bundles that its definition admits.
     *
     * @param export its name
     * @param live whether clients that are there go over too
     * @return what has happened, for people
     * @throws HostException if that fails; the old one goes on
     */
    String upgrade(String export, boolean live) throws HostException;

    /**
     * Goes back from the newest deployed version of a plugin or filter.
     *
     * @param name its name
     * @return what has happened, for people
     * @throws HostException if there is no older one that will do
     */
    String rollBack(String name) throws HostException;

    /**
     * Deletes a plugin or filter from the deploy folder.
     *
     * @param name its name
     * @param version its version; empty for all
     * @return what has happened, for people
     * @throws HostException if it is not there, or exports need it
     */
    String uninstall(String name, Optional<String> version) throws HostException;

    /**
     * Reads the configuration again and goes over to it.
     *
     * @return what was changed, for people
     * @throws HostException if anything is wrong with it; nothing has changed
     */
    String reload() throws HostException;

    /**
     * What a reload would change.
     *
     * @return lines for people
     * @throws HostException if anything is wrong with the configuration
     */
    String difference() throws HostException;

    /**
     * Adds an export until the server ends.
     *
     * @param name its name
     * @param members filters, outermost first, and the plugin, as references
     * @param parameters as on a command line: {@code key=value}
     * @param options of the export: {@code read-only}, {@code tls}, {@code description}
     * @return what has happened, for people
     * @throws HostException if it cannot be served
     */
    String addExport(String name, List<String> members, List<String> parameters, Map<String, String> options)
            throws HostException;

    /**
     * Removes an export until the configuration is read again.
     *
     * @param name its name
     * @param mode {@code hide}, {@code soft} or {@code hard}; what becomes of its connections
     * @return what has happened, for people
     * @throws HostException if there is no such export
     */
    String removeExport(String name, String mode) throws HostException;

    /**
     * Ends the connections of what is retiring, or of an export: requests under way are answered, and after the grace it
     * is over for them too.
     *
     * @param export the name
     * @param grace how long requests under way are waited for
     * @return what has happened, for people
     * @throws HostException if there is nothing of that name, or a call does not return
     */
    String drain(String export, Duration grace) throws HostException;

    /**
     * Closes a connection at once.
     *
     * @param connection its number
     * @return what has happened, for people
     * @throws HostException if there is no such connection
     */
    String kill(long connection) throws HostException;

    /**
     * Opens a shell of the OSGi framework. What is done there to bundles the server does not notice.
     *
     * @return a session, which ends with the server at the latest
     * @throws HostException if there can be none
     */
    Shell shell() throws HostException;

    /**
     * Ends the server. Returns before it has ended, so that whoever asked for it can still be told.
     *
     * @return what happens, for people
     */
    String stop();
}
