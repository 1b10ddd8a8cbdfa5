// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import dev.platter.testkit.conformance.Subject;

/** On two queues, with a size that is not a multiple of anything. */
class UringConformanceTest extends FileConformance {
    @Override
    protected Subject subject() {
        return over(1_000_001).with("num-queues", "2").refusing("num-queues", "0", "num-queues");
    }
}
