// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.traffic;

import dev.platter.api.Client;
import dev.platter.nbd.Commands;
import java.time.Instant;
import java.util.Optional;

/**
 * A connection as it is shown to people and programs that look at the server. Written by the connection itself, read by
 * any thread.
 */
public final class Visit {
    private final long id;
    private final Instant since = Instant.now();
    private final Runnable closer;
    private volatile Optional<Client> client = Optional.empty();
    private volatile String export = "";
    private volatile Optional<String> subject = Optional.empty();
    private volatile Optional<Counters> counters = Optional.empty();

    /**
     * Creates the visit of a connection that has just been accepted.
     *
     * @param id its number
     * @param closer closes it
     */
    public Visit(long id, Runnable closer) {
        this.id = id;
        this.closer = closer;
    }

    /**
     * The connection's number, as it is in the log.
     *
     * @return 1 for the first connection of a server
     */
    public long id() {
        return id;
    }

    /**
     * When it was accepted.
     *
     * @return the time
     */
    public Instant since() {
        return since;
    }

    /**
     * The client.
     *
     * @return the client as far as it is known; empty at the very beginning
     */
    public Optional<Client> client() {
        return client;
    }

    /**
     * The export that the connection uses.
     *
     * @return the export's name; empty until transmission begins, and perhaps afterwards, since a client may ask for the
     *     empty name
     */
    public String export() {
        return export;
    }

    /**
     * What the connection is about, for the log.
     *
     * @return the export that the client has asked for last and that exists, or its plugin if it has no name of its own; empty
     *     before it has asked
     */
    public Optional<String> subject() {
        return subject;
    }

    /**
     * The connection's counters.
     *
     * @return its numbers; empty if nothing is counted
     */
    public Optional<Counters> counters() {
        return counters;
    }

    /**
     * The number of requests that were answered.
     *
     * @return the sum over all commands
     */
    public long requests() {
        return counters.map(numbers -> sum(numbers, true)).orElse(0L);
    }

    /**
     * The number of bytes that the client has read.
     *
     * @return bytes
     */
    public long bytesRead() {
        return counters.map(numbers -> numbers.bytes(Commands.READ)).orElse(0L);
    }

    /**
     * The number of bytes that the client has written.
     *
     * @return bytes
     */
    public long bytesWritten() {
        return counters.map(numbers -> numbers.bytes(Commands.WRITE)).orElse(0L);
    }

    /**
     * The number of requests that have failed.
     *
     * @return the sum over all commands
     */
    public long errors() {
        return counters.map(numbers -> sum(numbers, false)).orElse(0L);
    }

    private static long sum(Counters numbers, boolean requests) {
        long sum = 0;
        for (int command = Commands.READ; command < Counters.COMMANDS; command++) {
            sum += requests ? numbers.requests(command) : numbers.errors(command);
        }
        return sum;
    }

    /** Closes the connection at once. */
    public void close() {
        closer.run();
    }

    // ---- For the connection ----

    /**
     * Sets the client.
     *
     * @param known the client
     */
    public void is(Client known) {
        client = Optional.of(known);
    }

    /**
     * Sets what the connection is about.
     *
     * @param asked the export's name, or its plugin's
     */
    public void isAbout(String asked) {
        subject = Optional.of(asked);
    }

    /**
     * Sets the export that the connection uses.
     *
     * @param name the export's name
     */
    public void uses(String name) {
        export = name;
    }

    /**
     * Sets the counters.
     *
     * @param numbers its numbers
     */
    public void countedBy(Counters numbers) {
        counters = Optional.of(numbers);
    }
}
