// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.leaks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A buffer that is lost on purpose is found. */
class LeakCheckTest {
    /** Run only by the test: the build does not look for classes of this name. */
    static final class Losing {
        @Test
        void losesABuffer() {
            PooledByteBufAllocator.DEFAULT.directBuffer(17).writeInt(1);
        }
    }

    /** The same, without a leak. */
    static final class Releasing {
        @Test
        void releasesABuffer() {
            PooledByteBufAllocator.DEFAULT.directBuffer(17).release();
        }
    }

    @Test
    void theBuildSetsTheParanoidLevel() {
        assertEquals(ResourceLeakDetector.Level.PARANOID, ResourceLeakDetector.getLevel());
    }

    @Test
    void aLostBufferFailsTheRunWithItsTrace() {
        LeakReports reports = LeakReports.collect();
        new Losing().losesABuffer();
        AssertionError error = assertThrows(AssertionError.class, reports::close);
        assertTrue(error.getMessage().contains("Losing.losesABuffer"), error.getMessage());
    }

    @Test
    void withoutALostBufferTheRunSucceeds() {
        LeakReports reports = LeakReports.collect();
        new Releasing().releasesABuffer();
        reports.close();
    }

    @Test
    void theExtensionFailsARunWithALostBuffer() {
        assertEquals(1, failures(Losing.class));
        assertEquals(0, failures(Releasing.class));
    }

    /** How many parts of a run have failed; the run itself counts as one. */
    private static long failures(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .configurationParameter("junit.jupiter.extensions.autodetection.exclude", "")
                .selectors(selectClass(tests))
                .execute()
                .allEvents()
                .failed()
                .count();
    }
}
