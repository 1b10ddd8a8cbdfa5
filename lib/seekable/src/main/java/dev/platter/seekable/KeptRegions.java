// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kept regions of an image, in ascending order; no two have a byte in common. Immutable. */
public final class KeptRegions {
    private final List<KeptRegion> regions;

    private KeptRegions(List<KeptRegion> regions) {
        this.regions = regions;
    }

    /**
     * Sorts regions.
     *
     * @param regions in any order
     * @throws IllegalArgumentException if two overlap; the message names both
     */
    public static KeptRegions of(List<KeptRegion> regions) {
        List<KeptRegion> sorted = new ArrayList<>(regions);
        sorted.sort(Comparator.comparingLong(KeptRegion::start));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).start() < sorted.get(i - 1).end()) {
                throw new IllegalArgumentException("the kept regions " + sorted.get(i - 1) + " and " + sorted.get(i)
                        + " overlap: name one region that has both");
            }
        }
        return new KeptRegions(List.copyOf(sorted));
    }

    /** {@return the regions in ascending order} */
    public List<KeptRegion> list() {
        return regions;
    }

    /**
     * The region that has an offset.
     *
     * @param offset in the image
     */
    public Optional<KeptRegion> at(long offset) {
        return regions.stream().filter(region -> region.contains(offset, 1)).findFirst();
    }

    /**
     * The first region that ends after an offset.
     *
     * @param offset in the image
     */
    public Optional<KeptRegion> after(long offset) {
        return regions.stream().filter(region -> region.end() > offset).findFirst();
    }

    /**
     * Checks that a range can be changed.
     *
     * @param offset where the range begins
     * @param length its length, in bytes
     * @return the region that has all of it
     * @throws NotKeptException if no region has all of it; the message names the regions
     */
    public KeptRegion require(long offset, long length) throws NotKeptException {
        for (KeptRegion region : regions) {
            if (region.contains(offset, length)) {
                return region;
            }
        }
        throw new NotKeptException(
                "bytes " + offset + "-" + (offset + length - 1) + " cannot be changed: " + allowed());
    }

    private String allowed() {
        return switch (regions.size()) {
            case 0 -> "the image has no region that was kept uncompressed";
            case 1 -> "only the kept region " + regions.getFirst() + " can be";
            default ->
                "only the kept regions "
                        + regions.stream().map(KeptRegion::toString).collect(Collectors.joining(", "))
                        + " can be, each write inside one of them";
        };
    }

    @Override
    public String toString() {
        return regions.toString();
    }
}
