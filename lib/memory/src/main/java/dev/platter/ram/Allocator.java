// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import java.util.List;
import java.util.Locale;

/**
 * How a disk's bytes are kept: the parameter {@code allocator}.
 *
 * @param kind one of the three ways
 * @param mlock whether the memory is locked, so that it is never swapped out; only with {@link Kind#MALLOC}
 */
public record Allocator(Kind kind, boolean mlock) {
    private static final String POSSIBLE = "sparse, malloc, malloc,mlock=true or zstd";

    private static final String MLOCK = "mlock=";

    public enum Kind {
        /** Pages that are allocated by their first write and freed by a trim. */
        SPARSE,
        /** One piece of memory, as large as the disk. */
        MALLOC,
        /** Compressed pages. */
        ZSTD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks that only {@link Kind#MALLOC} is locked.
     *
     * @throws IllegalArgumentException if another kind is locked
     */
    public Allocator {
        if (mlock && kind != Kind.MALLOC) {
            throw takesNothing(kind);
        }
    }

    /**
     * Reads what a user wrote, in nbdkit's syntax: {@code KIND[,KEY=VALUE]}.
     *
     * @param text for example {@code malloc,mlock=true}
     * @return the allocator
     * @throws IllegalArgumentException if the kind is unknown or does not take the option; the message says what is
     *     possible
     */
    public static Allocator parse(String text) {
        List<String> words = List.of(text.split(",", -1));
        Kind kind = kind(words.getFirst());
        boolean mlock = false;
        for (String option : words.subList(1, words.size())) {
            if (kind != Kind.MALLOC) {
                throw takesNothing(kind);
            }
            if (!option.startsWith(MLOCK)) {
                throw new IllegalArgumentException(
                        "allocator=malloc takes mlock=true or mlock=false, not '" + option + "'");
            }
            mlock = yesOrNo(option.substring(MLOCK.length()));
        }
        return new Allocator(kind, mlock);
    }

    private static Kind kind(String name) {
        for (Kind kind : Kind.values()) {
            if (kind.toString().equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown allocator \"" + name + "\"; write " + POSSIBLE);
    }

    private static boolean yesOrNo(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "1", "true", "t", "yes", "y", "on" -> true;
            case "0", "false", "f", "no", "n", "off" -> false;
            default ->
                throw new IllegalArgumentException(
                        "could not decipher boolean (" + word + "); write mlock=true or mlock=false");
        };
    }

    private static IllegalArgumentException takesNothing(Kind kind) {
        return new IllegalArgumentException(
                "allocator=" + kind + " does not take extra parameters; only malloc can be locked in memory");
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return mlock ? kind + ",mlock=true" : kind.toString();
    }
}
