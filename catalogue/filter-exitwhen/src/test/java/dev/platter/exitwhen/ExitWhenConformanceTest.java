// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitwhen;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class ExitWhenConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(ExitWhenFilter.class)
                .with("exit-when-file-created", "/nosuch/file")
                .refusing("exit-when-process-exits", "999999999", "999999999")
                .refusing("exit-when-poll", "-1", "-1");
    }
}
