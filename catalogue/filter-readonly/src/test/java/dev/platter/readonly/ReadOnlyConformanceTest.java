package dev.platter.readonly;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;

class ReadOnlyConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(ReadOnlyFilter.class);
    }
}
