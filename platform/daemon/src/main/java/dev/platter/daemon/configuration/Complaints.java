// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.daemon.configuration.ConfigurationException.Complaint;
import dev.platter.server.definition.PlacedDefinition.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects complaints, so that users see all of them at once. After a complaint the reader continues with an arbitrary valid
 * value, since a configuration with complaints is never used.
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
