// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rotational;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("same-in-both-modes")
class RotationalConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(RotationalFilter.class).refusing("rotational", "banana", "banana");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void parameterDecidesWhatClientsAreTold(boolean rotational) throws IOException {
        RecordingDisk behind = RecordingDisk.of(1000).with(RecordingDisk.EVERYTHING.withRotational(!rotational));
        assertEquals(
                RecordingDisk.EVERYTHING.withRotational(rotational),
                new RotationalFilter(new RotationalFilter.Config(rotational))
                        .open(new TestOpener(behind), TestClient.anybody())
                        .features());
    }
}
