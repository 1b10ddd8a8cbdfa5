package dev.platter.error;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;

class ErrorConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(ErrorFilter.class)
                .with("error-rate", "10%")
                .that(Trait.FAILS_ON_PURPOSE)
                .refusing("error", "EBANANA", "EBANANA");
    }
}
