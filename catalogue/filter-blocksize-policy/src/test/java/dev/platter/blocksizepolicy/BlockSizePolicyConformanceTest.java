package dev.platter.blocksizepolicy;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;

class BlockSizePolicyConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(BlockSizePolicyFilter.class)
                .with("blocksize-error-policy", "error")
                .with("blocksize-minimum", "512")
                .with("blocksize-preferred", "4k")
                .with("blocksize-maximum", "64k");
    }
}
