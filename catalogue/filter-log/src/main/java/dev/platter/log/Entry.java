// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * An event. Made where it happens, and rendered where it is written.
 *
 * @param time when it happened
 * @param type the beginning of something, its end, or all of it
 * @param act what happened, in the words of nbdkit's log
 * @param connection the client's number; 0 if it concerns no client
 * @param id ties a beginning to its end; 0 for an event that is neither
 * @param fields further facts
 */
record Entry(Instant time, Type type, String act, long connection, long id, List<Field> fields) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    enum Type {
        ENTER,
        LEAVE,
        PRINT
    }

    /** The entry as a line of the log file. */
    String line() {
        StringBuilder line = new StringBuilder(128);
        TIME.formatTo(time, line);
        if (connection != 0) {
            line.append(" connection=").append(connection);
        }
        line.append(type == Type.LEAVE ? " ..." : " ").append(act);
        if (id != 0) {
            line.append(" id=").append(id);
        }
        for (Field field : fields) {
            line.append(' ').append(field.key()).append('=').append(field.inLine());
        }
        return line.append(type == Type.ENTER ? " ...\n" : "\n").toString();
    }

    /** The entry as assignments to shell variables, one a line. */
    String variables() {
        StringBuilder variables = new StringBuilder(128);
        assign(variables, "act", act);
        assign(variables, "type", type.name());
        if (connection != 0) {
            assign(variables, "connection", Long.toString(connection));
        }
        if (id != 0) {
            assign(variables, "id", Long.toString(id));
        }
        for (Field field : fields) {
            assign(variables, field.key(), field.value());
        }
        return variables.toString();
    }

    private static void assign(StringBuilder variables, String key, String value) {
        variables.append(key).append('=').append(Quoting.literal(value)).append('\n');
    }
}
