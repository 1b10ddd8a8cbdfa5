// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import dev.platter.testkit.conformance.Subject;

/** Past the system's cache, in aligned memory. */
class DirectUringConformanceTest extends FileConformance {
    @Override
    protected Subject subject() {
        return over(1_003_520).with("direct", "true").refusing("direct", "maybe", "true or false");
    }
}
