// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.Position;

/**
 * One thing that is wrong with a configuration.
 *
 * @param position where it stands
 * @param sentence what was asked, what is possible, and what to do
 */
public record Complaint(Position position, String sentence) {
    @Override
    public String toString() {
        return position + ": " + sentence;
    }
}
