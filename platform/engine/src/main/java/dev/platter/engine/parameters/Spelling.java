// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.util.List;
import java.util.Locale;

/** How users write the names of Java, and how a list reads in a sentence. */
final class Spelling {
    private Spelling() {}

    /** Turns {@code numQueues}, {@code NUM_QUEUES} and {@code NumQueues} into {@code num-queues}. */
    static String dashed(String name) {
        if (name.equals(name.toUpperCase(Locale.ROOT))) {
            // Only an underscore begins a word here: BASE64NAME is base64name.
            return name.toLowerCase(Locale.ROOT).replace('_', '-');
        }
        var dashed = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (i > 0 && beginsWord(name, i)) {
                dashed.append('-');
            }
            if (c != '_') {
                dashed.append(Character.toLowerCase(c));
            }
        }
        return dashed.toString();
    }

    private static boolean beginsWord(String name, int i) {
        char before = name.charAt(i - 1);
        if (name.charAt(i) == '_') {
            return true;
        }
        if (before == '_' || !Character.isUpperCase(name.charAt(i))) {
            return false;
        }
        // An acronym is one word: baseURI is base-uri, and the last capital of URIPath begins the next word.
        boolean lowerFollows = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
        return !Character.isUpperCase(before) || lowerFollows;
    }

    /** Turns {@code ChunkSize} into the placeholder {@code CHUNK-SIZE}. */
    static String placeholder(String name) {
        return dashed(name).toUpperCase(Locale.ROOT);
    }

    /** Joins words as a sentence does: {@code a}, {@code a and b}, {@code a, b and c}. */
    static String join(List<String> words, String last) {
        var joined = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            joined.append(i == 0 ? "" : i < words.size() - 1 ? ", " : " " + last + " ");
            joined.append(words.get(i));
        }
        return joined.toString();
    }
}
