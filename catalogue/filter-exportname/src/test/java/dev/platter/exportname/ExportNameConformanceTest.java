// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exportname;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class ExportNameConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(ExportNameFilter.class)
                .with("exportdesc", "fixed:a disk")
                .refusing("exportname-list", "banana", "banana")
                .refusing("exportname-strict", "banana", "banana")
                .refusing("exportdesc", "fixed", "'fixed'")
                .refusing("exportname", "a".repeat(4097), "4097")
                .refusing("default-export", "a".repeat(4097), "4097");
    }
}
