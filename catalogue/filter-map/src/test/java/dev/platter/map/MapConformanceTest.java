// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.map;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;

/** Bytes near the beginning are behind the end, where nothing else leads. */
@Tag("same-in-both-modes")
class MapConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(MapFilter.class)
                .with("map", "1000-11000:1048576")
                .with("map-size", "1048576")
                .behind((1 << 20) + 10_001)
                .refusing("map", "banana", "banana")
                .refusing("map", "0-511", "0-511")
                .refusing("map", "0-:0", "0-:0")
                .refusing("map", "9-1:0", "9-1")
                .refusing("map", "0-511:banana", "banana")
                .refusing("map", "0-511:9223372036854775807", "beyond the largest disk")
                .refusing("map-size", "-1", "-1");
    }
}
