// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.daemon.configuration.ConfigurationException.Complaint;
import dev.platter.server.definition.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what is wrong, so that a user is told all of it at once. The reader goes on with some value in place of the wrong
 * one; any value will do, since nothing is used once there is a complaint.
 */
final class Complaints {
    private final List<Complaint> collected = new ArrayList<>();

    void add(Position position, String sentence) {
        collected.add(new Complaint(position, sentence));
    }

    int count() {
        return collected.size();
    }

    void throwIfAny() throws ConfigurationException {
        if (!collected.isEmpty()) {
            collected.sort(Comparator.comparing(Complaint::position));
            throw new ConfigurationException(collected);
        }
    }
}
