// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A connection, from its acceptance to its end. Any thread may call its methods. */
@Name("dev.platter.Connection")
@Label("NBD Connection")
@Description("A client, from when it was accepted until it left")
@Category("Platter")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The recorder reads the fields.
public final class ConnectionEvent extends Event {
    @Label("Connection")
    @Description("The number that it has in the log")
    private final long connection;

    @Label("Client")
    private String client = "";

    @Label("Export")
    @Description("Empty if it never chose one")
    private String export = "";

    private ConnectionEvent(long connection) {
        this.connection = connection;
    }

    /**
     * A client has been accepted.
     *
     * @param connection its number
     * @return the event, to be ended when the client has gone
     */
    public static ConnectionEvent begun(long connection) {
        ConnectionEvent event = new ConnectionEvent(connection);
        event.begin();
        return event;
    }

    /**
     * The client has gone. The event is recorded if a recording has been running since the client came.
     *
     * @param by the origin of the client
     * @param of the export that it used; empty if none
     */
    public void ended(String by, String of) {
        end();
        if (shouldCommit()) {
            client = by;
            export = of;
            commit();
        }
    }
}
