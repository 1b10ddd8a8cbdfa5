// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.traffic;

import dev.platter.api.Client;
import dev.platter.nbd.Commands;
import java.time.Instant;
import java.util.Optional;

/**
 * A connection, as people see it who look at the server. Written by the connection itself, read by any thread.
 */
public final class Visit {
    private final long id;
    private final Instant since = Instant.now();
    private final Runnable closer;
    private volatile Optional<Client> client = Optional.empty();
    private volatile String export = "";
    private volatile Optional<Counters> counters = Optional.empty();

    /**
     * A connection that has just been accepted.
     *
     * @param id its number
     * @param closer closes it
     */
    public Visit(long id, Runnable closer) {
        this.id = id;
        this.closer = closer;
    }

    /**
     * Its number, as the log has it.
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
     * What it uses.
     *
     * @return the name that it has asked for; empty until transmission begins, and perhaps afterwards
     */
    public String export() {
        return export;
    }

    /**
     * What it has done.
     *
     * @return its numbers; empty where nothing is counted
     */
    public Optional<Counters> counters() {
        return counters;
    }

    /**
     * How many requests were answered.
     *
     * @return the sum over all commands
     */
    public long requests() {
        return counters.map(numbers -> sum(numbers, true)).orElse(0L);
    }

    /**
     * How much it has read.
     *
     * @return bytes
     */
    public long bytesRead() {
        return counters.map(numbers -> numbers.bytes(Commands.READ)).orElse(0L);
    }

    /**
     * How much it has written.
     *
     * @return bytes
     */
    public long bytesWritten() {
        return counters.map(numbers -> numbers.bytes(Commands.WRITE)).orElse(0L);
    }

    /**
     * How many requests have failed.
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
     * Names the client.
     *
     * @param known the client
     */
    public void is(Client known) {
        client = Optional.of(known);
    }

    /**
     * Says what it uses.
     *
     * @param name the export's name
     */
    public void uses(String name) {
        export = name;
    }

    /**
     * Names the counters.
     *
     * @param numbers its numbers
     */
    public void countedBy(Counters numbers) {
        counters = Optional.of(numbers);
    }
}
