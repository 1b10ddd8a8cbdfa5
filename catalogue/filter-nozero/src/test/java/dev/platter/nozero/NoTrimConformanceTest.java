package dev.platter.nozero;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;

class NoTrimConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(NoZeroFilter.class).with("zeromode", "notrim");
    }
}
