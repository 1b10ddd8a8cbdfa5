// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import java.util.ArrayList;
import java.util.List;

/** The violations that a wiretap has found. Many threads may add to it. */
public final class Findings {
    /** More findings would only repeat the same mistake. */
    private static final int MOST = 20;

    private final List<Finding> findings = new ArrayList<>();

    /** Makes an empty list. */
    public Findings() {}

    /**
     * Adds a violation.
     *
     * @param property the rule that was violated
     * @param sentence what has happened
     */
    public synchronized void add(String property, String sentence) {
        if (findings.size() < MOST) {
            findings.add(new Finding(property, sentence));
        }
    }

    /**
     * All findings so far.
     *
     * @return the findings, in their order
     */
    public synchronized List<Finding> all() {
        return List.copyOf(findings);
    }
}
