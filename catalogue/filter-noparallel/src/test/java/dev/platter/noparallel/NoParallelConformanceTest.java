// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.noparallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.ThreadModel;
import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("same-in-both-modes")
class NoParallelConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(NoParallelFilter.class)
                .with("serialize", "all-requests")
                .refusing("serialize", "no", "'no'");
    }

    @ParameterizedTest
    @CsvSource({
        "REQUESTS, SERIALIZE_REQUESTS",
        "ALL_REQUESTS, SERIALIZE_ALL_REQUESTS",
        "CONNECTIONS, SERIALIZE_CONNECTIONS",
    })
    void parameterDecidesTheThreadModel(Serialize serialize, ThreadModel model) {
        assertEquals(model, new NoParallelFilter(new NoParallelFilter.Config(serialize)).threadModel());
    }
}
