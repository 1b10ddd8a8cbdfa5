package dev.platter.error;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;

class NoErrorConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(ErrorFilter.class).with("error-rate", "0");
    }
}
