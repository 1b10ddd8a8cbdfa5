// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksizepolicy;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Runs the conformance suite for each mode. */
@Tag("same-in-both-modes")
class BlockSizePolicyConformanceTest {
    @Nested
    class Insisting extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(BlockSizePolicyFilter.class)
                    .with("blocksize-error-policy", "error")
                    .with("blocksize-minimum", "512")
                    .with("blocksize-preferred", "4k")
                    .with("blocksize-maximum", "64k");
        }
    }

    @Nested
    class Advising extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(BlockSizePolicyFilter.class)
                    .with("blocksize-minimum", "4k")
                    .with("blocksize-preferred", "8k")
                    .refusing("blocksize-minimum", "1000", "1000");
        }
    }
}
