// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs several command lines in one process, one after the other, so that Java sees the classes of all and puts them into an AOT
 * cache. A class that is missing there costs a start more than its loading: Java opens the jars of the class path to find it.
 * {@code lib/make-aot-cache.sh} calls this.
 */
public final class Rehearsal {
    private static final String NEXT = "--next";

    private Rehearsal() {}

    /**
     * Runs them.
     *
     * @param args the command lines, each ended by {@code --next}
     */
    public static void main(String[] args) {
        List<String> words = new ArrayList<>();
        int status = 0;
        for (String word : args) {
            if (word.equals(NEXT)) {
                status = Math.max(status, Main.run(words.toArray(String[]::new)));
                words.clear();
            } else {
                words.add(word);
            }
        }
        System.exit(status);
    }
}
