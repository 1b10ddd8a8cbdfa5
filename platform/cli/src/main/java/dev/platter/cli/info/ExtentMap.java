// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import dev.platter.client.Extent;
import dev.platter.client.NbdClient;
import dev.platter.client.ReplyStyle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The extents of a whole export in one metadata context; neighbours with the same status are merged.
 *
 * @param context the context's name
 * @param extents without gaps, from the beginning of the export to its end
 */
record ExtentMap(String context, List<Extent> extents) {
    /** The longest request without extended headers, in whole blocks of any size. */
    private static final long MAX_COMPACT_LENGTH = 0xffff_0000L;

    /** Asks a server that supports the context. */
    static ExtentMap read(NbdClient client, String context) throws IOException {
        boolean extended = client.transmission().replyStyle() == ReplyStyle.EXTENDED;
        long size = client.export().size();
        List<Extent> extents = new ArrayList<>();
        long offset = 0;
        while (offset < size) {
            long length = extended ? size - offset : Math.min(size - offset, MAX_COMPACT_LENGTH);
            for (Extent extent : client.blockStatus(offset, length, 0).get(context)) {
                long end = Math.min(extent.offset() + extent.length(), size);
                append(extents, new Extent(extent.offset(), end - extent.offset(), extent.status()));
                offset = end;
            }
        }
        return new ExtentMap(context, extents);
    }

    private static void append(List<Extent> extents, Extent next) {
        if (!extents.isEmpty() && extents.getLast().status() == next.status()) {
            Extent last = extents.removeLast();
            extents.add(new Extent(last.offset(), last.length() + next.length(), last.status()));
        } else {
            extents.add(next);
        }
    }

    /** How many bytes have each status, by status. */
    Map<Long, Long> totals() {
        Map<Long, Long> totals = new TreeMap<>(Long::compareUnsigned);
        extents.forEach(extent -> totals.merge(extent.status(), extent.length(), Long::sum));
        return totals;
    }

    /** What a status means in this context, in a word; empty if unknown. */
    String describe(long status) {
        if (context.equals("base:allocation")) {
            return describe(status, "data", "hole", "zero", "hole,zero");
        }
        if (context.startsWith("qemu:dirty-bitmap:")) {
            return describe(status, "clean", "dirty");
        }
        if (context.equals("qemu:allocation-depth")) {
            String known = describe(status, "absent", "local");
            return known.isEmpty() ? "backing depth " + Long.toUnsignedString(status) : known;
        }
        return "";
    }

    private static String describe(long status, String... words) {
        return status >= 0 && status < words.length ? words[(int) status] : "";
    }
}
