package dev.platter.fua;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;

class ForcedFuaConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(FuaFilter.class).with("fuamode", "force");
    }
}
