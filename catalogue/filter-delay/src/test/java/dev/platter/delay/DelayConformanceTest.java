package dev.platter.delay;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;

class DelayConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(DelayFilter.class).with("rdelay", "1ms").refusing("wdelay", "soon", "soon");
    }
}
