// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An example that has run, and the differences that are named for it.
 *
 * @param example the example
 * @param reports what came of it
 * @param missing what nbdkit has for it and we have not, so that there is nothing to compare
 * @param named the differences that concern it
 */
record ComparedExample(
        ManualExample example, ExampleReports.Pair reports, Optional<String> missing, List<NamedDifference> named) {
    /** How an example came out. */
    enum Verdict {
        SAME,
        NAMED,
        DIFFERENT,
        MISSING
    }

    static ComparedExample of(ManualExample example, ExampleReports.Pair reports, Set<String> bundles) {
        boolean nbdkitHasIt = !reports.nbdkits().contains("cannot open ");
        return new ComparedExample(
                example,
                reports,
                MissingMember.of(example.script(), bundles).filter(_ -> nbdkitHasIt),
                NamedDifferences.LIST.stream()
                        .filter(it -> it.concerns(example, reports))
                        .toList());
    }

    /** The reports without what is not compared. */
    ExampleReports.Pair comparable() {
        return missing.isPresent() ? new ExampleReports.Pair("", "") : without(named);
    }

    /** Whether the reports differ without a difference's entry. */
    boolean needs(NamedDifference entry) {
        List<NamedDifference> others = named.stream().filter(it -> it != entry).toList();
        return missing.isEmpty() && named.contains(entry) && differ(without(others));
    }

    Verdict verdict() {
        if (missing.isPresent()) {
            return Verdict.MISSING;
        }
        return differ(comparable()) ? Verdict.DIFFERENT : differ(reports) ? Verdict.NAMED : Verdict.SAME;
    }

    private static boolean differ(ExampleReports.Pair pair) {
        return !pair.nbdkits().equals(pair.ours());
    }

    private ExampleReports.Pair without(List<NamedDifference> differences) {
        String nbdkits = reports.nbdkits();
        String ours = reports.ours();
        for (NamedDifference difference : differences) {
            nbdkits = difference.without(nbdkits);
            ours = difference.without(ours);
        }
        return new ExampleReports.Pair(nbdkits, ours);
    }
}
