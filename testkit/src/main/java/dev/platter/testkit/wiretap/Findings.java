// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import java.util.ArrayList;
import java.util.List;

/** What a wiretap has found. Many threads may add to it. */
public final class Findings {
    /** More than that are the same mistake again. */
    private static final int MOST = 20;

    private final List<Finding> findings = new ArrayList<>();

    /** Begins with none. */
    public Findings() {}

    /**
     * Takes one down.
     *
     * @param property the rule that was broken
     * @param sentence what has happened
     */
    public synchronized void add(String property, String sentence) {
        if (findings.size() < MOST) {
            findings.add(new Finding(property, sentence));
        }
    }

    /**
     * All so far.
     *
     * @return the findings, in their order
     */
    public synchronized List<Finding> all() {
        return List.copyOf(findings);
    }
}
