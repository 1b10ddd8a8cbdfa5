// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

/** With fewer blocks than the disk has, so that some are dropped. */
@Tag("same-in-both-modes")
class CacheConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(CacheFilter.class)
                .with("blocks", "5")
                .behind(1_000_001)
                .that(Trait.ANSWERS_FROM_MEMORY)
                .refusing("blocks", "0", "blocks");
    }
}
