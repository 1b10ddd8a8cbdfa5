// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.host.RefusedException;
import dev.platter.server.definition.PlacedDefinition.Position;
import java.util.List;

/** Lists all faults of a configuration. No part of the configuration may be used. */
public final class ConfigurationException extends RefusedException {
    private static final long serialVersionUID = 1L;

    /** The most complaints in the message: a file that is not TOML at all has a fault in every line. */
    private static final int SHOWN = 100;

    private final transient List<Complaint> complaints;

    ConfigurationException(List<Complaint> complaints) {
        super(message(complaints));
        this.complaints = List.copyOf(complaints);
    }

    /**
     * All complaints. The message has the first hundred, one per line.
     *
     * @return at least one complaint, sorted by file, line and column
     */
    public List<Complaint> complaints() {
        return complaints;
    }

    private static String message(List<Complaint> complaints) {
        StringBuilder message = new StringBuilder();
        for (Complaint complaint : complaints.subList(0, Math.min(SHOWN, complaints.size()))) {
            message.append(message.isEmpty() ? "" : "\n").append(complaint);
        }
        if (complaints.size() > SHOWN) {
            message.append("\nand ").append(complaints.size() - SHOWN).append(" more");
        }
        return message.toString();
    }

    /**
     * One fault of a configuration.
     *
     * @param position where it is written
     * @param sentence says what is written, what is possible, and what to do
     */
    public record Complaint(Position position, String sentence) {
        @Override
        public String toString() {
            return position + ": " + sentence;
        }
    }
}
