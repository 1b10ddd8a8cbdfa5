// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The exports of a server at one moment.
 *
 * @param running those that are served, by name
 * @param failed those that cannot be served, by name
 */
record ExportSet(Map<String, RunningExport> running, Map<String, FailedExport> failed) {
    static final ExportSet EMPTY = new ExportSet(Map.of(), Map.of());

    ExportSet {
        running = Collections.unmodifiableMap(new LinkedHashMap<>(running));
        failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
    }
}
