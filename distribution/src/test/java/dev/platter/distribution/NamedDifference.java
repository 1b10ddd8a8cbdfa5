// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import java.util.regex.Pattern;

/**
 * A difference that stays, and why.
 *
 * @param examples found in the page's name and the script, with a colon between, of those that have it
 * @param refused whether it concerns only those that both servers refuse before they serve
 * @param text found in the reports: what is not compared
 * @param reason why it stays
 * @param atRandom whether there may be no difference in a run
 */
record NamedDifference(Pattern examples, boolean refused, Pattern text, String reason, boolean atRandom) {
    /** What a server has reported that has failed at its start: nothing but its complaint. */
    private static final Pattern REFUSAL = Pattern.compile("status 1\n--rest\nfiles\n--out\n--err\n.+", Pattern.DOTALL);

    static NamedDifference always(String examples, String text, String reason) {
        return of(examples, false, text, reason, false);
    }

    /** In what the two servers say when both refuse to start. */
    static NamedDifference inRefusals(String text, String reason) {
        return of("", true, text, reason, false);
    }

    static NamedDifference atRandom(String examples, String text, String reason) {
        return of(examples, false, text, reason, true);
    }

    private static NamedDifference of(String examples, boolean refused, String text, String reason, boolean atRandom) {
        return new NamedDifference(
                Pattern.compile(examples), refused, Pattern.compile(text, Pattern.MULTILINE), reason, atRandom);
    }

    boolean concerns(ManualExample example, ExampleReports.Pair reports) {
        return examples.matcher(example.page() + ": " + example.script()).find()
                && (!refused || isRefusal(reports.nbdkits()) && isRefusal(reports.ours()));
    }

    private static boolean isRefusal(String report) {
        return REFUSAL.matcher(report).matches();
    }

    /** The report without what is not compared. */
    String without(String report) {
        return text.matcher(report).replaceAll("");
    }
}
