package dev.platter.host;

/** The name that somebody meant who wrote one that does not exist. */
final class NearestName {
    private NearestName() {}

    /** The nearest name with at most a third of its letters wrong, or nothing. */
    static String to(String written, Iterable<String> possible) {
        String nearest = "";
        int best = 1 + Math.max(1, written.length() / 3);
        for (String name : possible) {
            int distance = distance(written, name);
            if (distance < best) {
                best = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    /** Levenshtein's: letters left out, added or replaced. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
