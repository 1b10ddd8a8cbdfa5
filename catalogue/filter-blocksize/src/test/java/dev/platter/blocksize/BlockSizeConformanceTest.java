// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksize;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class BlockSizeConformanceTest {
    @Nested
    class Blocks extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(BlockSizeFilter.class)
                    .with("minblock", "4k")
                    .with("maxdata", "64k")
                    .with("maxlen", "128k")
                    .refusing("minblock", "3", "minblock")
                    .refusing("maxdata", "5k", "maxdata")
                    .that(Trait.COMPLETES_LATER);
        }
    }

    @Nested
    class Pieces extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(BlockSizeFilter.class).with("maxdata", "8k").behind(1000001);
        }
    }
}
