// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import java.util.regex.Pattern;

/**
 * A difference that stays, and why.
 *
 * @param examples found in the page's name and the script, with a colon between, of those that have it
 * @param text found in the reports: what is not compared
 * @param reason why it stays
 * @param atRandom whether there may be no difference in a run
 */
record NamedDifference(Pattern examples, Pattern text, String reason, boolean atRandom) {
    static NamedDifference always(String examples, String text, String reason) {
        return of(examples, text, reason, false);
    }

    static NamedDifference atRandom(String examples, String text, String reason) {
        return of(examples, text, reason, true);
    }

    private static NamedDifference of(String examples, String text, String reason, boolean atRandom) {
        return new NamedDifference(
                Pattern.compile(examples), Pattern.compile(text, Pattern.MULTILINE), reason, atRandom);
    }

    boolean concerns(ManualExample example) {
        return examples.matcher(example.page() + ": " + example.script()).find();
    }

    /** The report without what is not compared. */
    String without(String report) {
        return text.matcher(report).replaceAll("");
    }
}
