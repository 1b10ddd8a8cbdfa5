// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.api.parameters.KeyValue;
import dev.platter.host.BundleEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the bundles of the archive cannot be without. */
final class Needed {
    private Needed() {}

    /** The parameters that a plugin or filter needs to have a disk of a mebibyte, which an image of that size may be. */
    static List<KeyValue> by(BundleEntry entry, Path image) {
        Map<String, KeyValue> needed = Map.of(
                "memory", new KeyValue("size", "1M"),
                "null", new KeyValue("size", "1M"),
                "pattern", new KeyValue("size", "1M"),
                "file", new KeyValue("file", image.toString()));
        return needed.containsKey(entry.name()) ? List.of(needed.get(entry.name())) : List.of();
    }
}
