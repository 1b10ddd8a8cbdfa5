// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of 4096 bytes of a disk of any size are in an overlay: a bit for each page, in a tree that has only the branches that are needed.
 *
 * <pre>
 * top   [   |  *  |   |FULL| ...]     a node with 512 places; an empty place has no page, a full one all of them
 *              |
 * node  [ *  |FULL|   | ...     ]     LEVELS levels of them
 *         |
 * leaf  [1 0 0 1 1 1 ...        ]     4096 bits: 16 MiB of the disk
 * </pre>
 *
 * <p>So adding the whole of a large disk is as quick as adding a page. Many threads may call at a time, and none waits. Adds of pages that
 * overlap agree. An add and a remove of the same pages must be kept apart by the caller, and so must a remove and any other change within
 * {@link #LEAF} pages if one of the two covers all of these, since it replaces a branch of the tree.
 */
public final class PageSet {
    /** The binary logarithm of the size of a page, in bytes. */
    public static final int PAGE_SHIFT = 12;

    /** The size of a page, in bytes. */
    public static final int PAGE = 1 << PAGE_SHIFT;

    /** Behind the last page of the largest disk. */
    private static final long END = 1L << (Long.SIZE - 1 - PAGE_SHIFT);

    private static final int LEAF_SHIFT = 12;

    /** A change of fewer pages than this never replaces a branch. */
    public static final int LEAF = 1 << LEAF_SHIFT;

    private static final int NODE_SHIFT = 9;
    private static final int LEVELS = 5;
    private static final VarHandle BITS = MethodHandles.arrayElementVarHandle(long[].class);

    private final AtomicReferenceArray<@Nullable Object> top = new AtomicReferenceArray<>(1 << NODE_SHIFT);

    /** What stands in the place of a branch with all its pages. */
    private enum Branch {
        FULL
    }

    /** Begins without pages. */
    public PageSet() {}

    /**
     * How far pages go on that are in the set, or not in it, like the first one.
     *
     * @param first the number of the first page
     * @param end the number of the page behind the last one to look at, more than {@code first}
     * @return the number of pages, positive if they are in the set and negative if not
     */
    public long run(long first, long end) {
        boolean member = contains(first);
        long at = first;
        while (at < end) {
            long next = skip(at, member);
            if (next == at) {
                break;
            }
            at = next;
        }
        long pages = Math.min(at, end) - first;
        return member ? pages : -pages;
    }

    /**
     * How far bytes go on whose pages are in the set, or not in it, like the first one.
     *
     * @param offset of the first byte
     * @param end of the byte behind the last one to look at, more than {@code offset}
     * @return the number of bytes, positive if they are in the set and negative if not
     */
    public long bytes(long offset, long end) {
        long first = offset >>> PAGE_SHIFT;
        long last = (end - 1) >>> PAGE_SHIFT;
        long run = run(first, last + 1);
        long behind = first + Math.abs(run);
        long length = behind > last ? end - offset : (behind << PAGE_SHIFT) - offset;
        return run > 0 ? length : -length;
    }

    /**
     * The pages of the set.
     *
     * @return the first page of each run, and the one behind its last, in ascending order
     */
    public long[] bounds() {
        LongStream.Builder bounds = LongStream.builder();
        for (long page = 0; page < END; ) {
            long run = run(page, END);
            if (run > 0) {
                bounds.add(page).add(page + run);
            }
            page += Math.abs(run);
        }
        return bounds.build().toArray();
    }

    /**
     * Adds the pages that another set has described.
     *
     * @param bounds as {@link #bounds} has returned them
     */
    public void addAll(long[] bounds) {
        for (int i = 0; i < bounds.length; i += 2) {
            add(bounds[i], bounds[i + 1]);
        }
    }

    /** {@return whether the set has no page} */
    public boolean isEmpty() {
        return run(0, END) == -END;
    }

    /**
     * Whether a page is in the set.
     *
     * @param page its number
     * @return whether it is
     */
    public boolean contains(long page) {
        return skip(page, true) != page;
    }

    /** Where pages end that are all members, or all are not; the page itself if it is not as wanted. */
    private long skip(long page, boolean member) {
        AtomicReferenceArray<@Nullable Object> node = top;
        for (int level = LEVELS - 1; level >= 0; level--) {
            Object child = node.get(index(page, level));
            if (child == null || child == Branch.FULL) {
                return (child == null) == member ? page : (page | (span(level) - 1)) + 1;
            }
            if (level == 0) {
                long word = (long) BITS.getVolatile((long[]) child, word(page)) >>> page;
                int same = Long.numberOfTrailingZeros(member ? ~word : word);
                return page + Math.min(same, Long.SIZE - (int) (page & (Long.SIZE - 1)));
            }
            node = node(child);
        }
        throw new AssertionError("a tree ends with leaves");
    }

    /**
     * Adds pages.
     *
     * @param first the number of the first one
     * @param end the number of the one behind the last
     */
    public void add(long first, long end) {
        add(top, LEVELS - 1, first, end);
    }

    private static void add(AtomicReferenceArray<@Nullable Object> node, int level, long first, long end) {
        long span = span(level);
        for (long at = first; at < end; ) {
            long next = Math.min(end, (at | (span - 1)) + 1);
            int index = index(at, level);
            if (next - at == span) {
                node.set(index, Branch.FULL);
            } else {
                Object child = child(node, index, level);
                if (child instanceof long[] leaf) {
                    set(leaf, at, next, true);
                } else if (child != Branch.FULL) {
                    add(node(child), level - 1, at, next);
                }
            }
            at = next;
        }
    }

    private static Object child(AtomicReferenceArray<@Nullable Object> node, int index, int level) {
        Object child = node.get(index);
        if (child == null) {
            Object made = level == 0 ? new long[LEAF / Long.SIZE] : new AtomicReferenceArray<>(1 << NODE_SHIFT);
            Object other = node.compareAndExchange(index, null, made);
            return other == null ? made : other;
        }
        return child;
    }

    /**
     * Removes pages.
     *
     * @param first the number of the first one
     * @param end the number of the one behind the last
     */
    public void remove(long first, long end) {
        remove(top, LEVELS - 1, first, end);
    }

    private static void remove(AtomicReferenceArray<@Nullable Object> node, int level, long first, long end) {
        long span = span(level);
        for (long at = first; at < end; ) {
            long next = Math.min(end, (at | (span - 1)) + 1);
            int index = index(at, level);
            Object child = node.get(index);
            if (next - at == span) {
                node.set(index, null);
                child = null;
            } else if (child == Branch.FULL) {
                child = open(node, index, level);
            }
            if (child instanceof long[] leaf) {
                set(leaf, at, next, false);
            } else if (child != null) {
                remove(node(child), level - 1, at, next);
            }
            at = next;
        }
    }

    /** Puts a branch with all its pages in the place of a full one. */
    private static Object open(AtomicReferenceArray<@Nullable Object> node, int index, int level) {
        Object made;
        if (level == 0) {
            long[] leaf = new long[LEAF / Long.SIZE];
            Arrays.fill(leaf, -1);
            made = leaf;
        } else {
            AtomicReferenceArray<@Nullable Object> branch = new AtomicReferenceArray<>(1 << NODE_SHIFT);
            for (int i = 0; i < branch.length(); i++) {
                branch.setPlain(i, Branch.FULL);
            }
            made = branch;
        }
        node.set(index, made);
        return made;
    }

    private static void set(long[] leaf, long first, long end, boolean member) {
        for (long at = first; at < end; ) {
            long next = Math.min(end, (at | (Long.SIZE - 1)) + 1);
            long mask = (-1L >>> (Long.SIZE - (next - at))) << at;
            if (member) {
                BITS.getAndBitwiseOr(leaf, word(at), mask);
            } else {
                BITS.getAndBitwiseAnd(leaf, word(at), ~mask);
            }
            at = next;
        }
    }

    @SuppressWarnings("unchecked")
    private static AtomicReferenceArray<@Nullable Object> node(Object child) {
        return (AtomicReferenceArray<@Nullable Object>) child;
    }

    /** How many pages a child of a node has. */
    private static long span(int level) {
        return 1L << (LEAF_SHIFT + NODE_SHIFT * level);
    }

    private static int index(long page, int level) {
        return (int) (page >>> (LEAF_SHIFT + NODE_SHIFT * level)) & ((1 << NODE_SHIFT) - 1);
    }

    private static int word(long page) {
        return (int) (page & (LEAF - 1)) >>> 6;
    }
}
