// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nofilter;

import static org.junit.jupiter.api.Assertions.assertSame;

import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("same-in-both-modes")
class NoFilterConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(NoFilter.class);
    }

    @Test
    void diskBehindIsServedAsItIs() throws IOException {
        RecordingDisk behind = RecordingDisk.of(1000);
        assertSame(behind, new NoFilter().open(new TestOpener(behind), TestClient.anybody()));
    }
}
