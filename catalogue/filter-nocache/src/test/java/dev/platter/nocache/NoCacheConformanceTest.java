// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nocache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Support;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("same-in-both-modes")
class NoCacheConformanceTest {
    @Nested
    class Emulated extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(NoCacheFilter.class).with("cachemode", "emulate").refusing("cachemode", "no", "'no'");
        }
    }

    @Nested
    class DoingNothing extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(NoCacheFilter.class).with("cachemode", "no-op");
        }
    }

    @ParameterizedTest
    @CsvSource({"none, NONE", "emulate, EMULATED", "nop, NATIVE"})
    void modeDecidesTheOffer(String mode, Support support) throws IOException {
        RecordingDisk behind = RecordingDisk.of(1000);
        assertEquals(
                RecordingDisk.EVERYTHING.withCache(support), open(behind, mode).features());
    }

    @Test
    void nothingIsReadAhead() throws IOException {
        RecordingDisk behind = RecordingDisk.of(1000);
        open(behind, "nop").cache(0, 1000);
        assertEquals(List.of(), behind.requests());
    }

    private static AsyncDisk open(RecordingDisk behind, String mode) throws IOException {
        NoCacheFilter filter = new NoCacheFilter(new NoCacheFilter.Config(CacheMode.parse(mode)));
        return (AsyncDisk) filter.open(new TestOpener(behind), TestClient.anybody());
    }
}
