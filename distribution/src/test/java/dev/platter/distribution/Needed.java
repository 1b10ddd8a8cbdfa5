// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.api.parameters.KeyValue;
import dev.platter.host.BundleEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The required parameters of the archive's plugins and filters. */
final class Needed {
    private Needed() {}

    /** The parameters with which a plugin or filter has a disk of 1 MiB; {@code image} is a file of that size. */
    static List<KeyValue> by(BundleEntry entry, Path image) {
        Map<String, KeyValue> needed = Map.of(
                "memory", new KeyValue("size", "1M"),
                "null", new KeyValue("size", "1M"),
                "pattern", new KeyValue("size", "1M"),
                "file", new KeyValue("file", image.toString()));
        return needed.containsKey(entry.name()) ? List.of(needed.get(entry.name())) : List.of();
    }
}
