// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.HandedState;
import dev.platter.api.HoleSink;
import dev.platter.libc.NativeHeap;
import dev.platter.nbd.BlockStatus;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk whose pages are compressed one by one: for disks that are larger than the memory, with data that compresses.
 * Every access costs tens of microseconds, so calls belong on workers.
 *
 * <p>A page is looked up, changed and replaced under the lock of its <em>stripe</em>, which has the one codec that
 * these pages use. The map itself is concurrent only so that other threads can iterate over it meanwhile.
 */
final class ZstdMemory implements Memory {
    static final String ALLOCATOR = "zstd";

    /** As in nbdkit: larger pages hardly compress better, and a small write costs a whole page twice. */
    static final int ZSTD_PAGE_SHIFT = 15;

    private static final int ZSTD_PAGE = 1 << ZSTD_PAGE_SHIFT;
    private static final int STRIPES = 16;
    private static final int EXTENTS_PAGES = 64 * 1024;

    private static final String KIND = "malloc";
    private static final String SIZE = "size";
    private static final String NUMBERS = "page-numbers";
    private static final String ADDRESSES = "page-addresses";
    private static final String LENGTHS = "page-lengths";

    private final long size;
    private final NavigableMap<Long, MemorySegment> pages = new ConcurrentSkipListMap<>();
    private final Stripe[] stripes = new Stripe[STRIPES];

    ZstdMemory(long size) {
        this.size = size;
        Arrays.setAll(stripes, i -> new Stripe());
    }

    @Override
    public boolean blocking() {
        return true;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) {
        int start = into.position();
        int end = into.limit();
        int index = start;
        int hole = start;
        while (index < end) {
            long at = offset + (index - start);
            int length = partOfPage(at, end - index);
            if (!readPart(into, index, at, length)) {
                Zeroes.fill(into, index, length);
            } else {
                if (hole < index) {
                    holes.hole(hole - start, index - hole);
                }
                hole = index + length;
            }
            index += length;
        }
        if (hole < end) {
            holes.hole(hole - start, end - hole);
        }
        into.position(end);
    }

    /**
     * Reads a part of a page.
     *
     * @return false if the page does not exist
     */
    private boolean readPart(ByteBuffer into, int index, long at, int length) {
        long number = at >>> ZSTD_PAGE_SHIFT;
        Stripe stripe = stripe(number);
        synchronized (stripe) {
            MemorySegment packed = pages.get(number);
            if (packed == null) {
                return false;
            }
            PageCodec codec = stripe.codec();
            codec.unpack(packed);
            into.put(index, codec.page(), within(at), length);
            return true;
        }
    }

    @Override
    public void write(ByteBuffer from, long offset) throws DiskException {
        int index = from.position();
        int end = from.limit();
        long at = offset;
        while (index < end) {
            int length = partOfPage(at, end - index);
            int source = index;
            int target = within(at);
            change(at >>> ZSTD_PAGE_SHIFT, length, page -> from.get(source, page, target, length));
            index += length;
            at += length;
        }
    }

    @Override
    public void discard(long offset, long length) throws DiskException {
        long end = offset + length;
        WholePages whole = WholePages.of(offset, length, size, ZSTD_PAGE_SHIFT);
        zero(offset, whole.headEnd(), false);
        zero(whole.tailStart(), end, false);
        for (long number : pages.subMap(whole.first(), whole.end()).keySet()) {
            synchronized (stripe(number)) {
                free(pages.remove(number));
            }
        }
    }

    @Override
    public void allocateZeroes(long offset, long length) throws DiskException {
        if (length > ZSTD_PAGE) {
            MachineMemory.checkRoomFor(length, "allow holes instead");
        }
        zero(offset, offset + length, true);
    }

    /** Writes zeroes. Makes pages that do not exist only if {@code allocate} is set. */
    private void zero(long from, long to, boolean allocate) throws DiskException {
        long at = from;
        while (at < to) {
            long number = at >>> ZSTD_PAGE_SHIFT;
            int start = within(at);
            int length = partOfPage(at, to - at);
            if (allocate || pages.containsKey(number)) {
                change(number, length, page -> Arrays.fill(page, start, start + length, (byte) 0));
            }
            at += length;
        }
    }

    /** Changes a number of bytes of a page; makes the page if it does not exist. */
    private void change(long number, int length, Change change) throws DiskException {
        Stripe stripe = stripe(number);
        synchronized (stripe) {
            PageCodec codec = stripe.codec();
            if (length < ZSTD_PAGE) {
                MemorySegment old = pages.get(number);
                if (old == null) {
                    codec.clear();
                } else {
                    codec.unpack(old);
                }
            }
            change.apply(codec.page());
            MemorySegment packed = codec.pack();
            MemorySegment kept = NativeHeap.allocate(packed.byteSize()).copyFrom(packed);
            free(pages.put(number, kept));
        }
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        long end = offset + length;
        long at = offset;
        Iterator<Long> allocated = pages.subMap(offset >>> ZSTD_PAGE_SHIFT, WholePages.count(end, ZSTD_PAGE_SHIFT))
                .keySet()
                .iterator();
        for (int looks = 0; allocated.hasNext(); looks++) {
            long pageAt = Math.max(offset, allocated.next() << ZSTD_PAGE_SHIFT);
            if (at < pageAt && !sink.add(at, pageAt - at, BlockStatus.HOLE | BlockStatus.ZERO)) {
                return;
            }
            int part = partOfPage(pageAt, end - pageAt);
            if (!sink.add(pageAt, part, status(pageAt >>> ZSTD_PAGE_SHIFT)) || looks == EXTENTS_PAGES) {
                return;
            }
            at = pageAt + part;
        }
        if (at < end) {
            sink.add(at, end - at, BlockStatus.HOLE | BlockStatus.ZERO);
        }
    }

    /** Tells pages of zeroes by their compressed form, which is the same for all of them and a few bytes long. */
    private long status(long number) {
        Stripe stripe = stripe(number);
        synchronized (stripe) {
            MemorySegment packed = pages.get(number);
            if (packed == null) {
                return BlockStatus.HOLE | BlockStatus.ZERO;
            }
            MemorySegment zeroes = stripe.zeroes();
            return packed.byteSize() == zeroes.byteSize() && packed.mismatch(zeroes) < 0
                    ? BlockStatus.ZERO
                    : BlockStatus.DATA;
        }
    }

    @Override
    public HandedState release() {
        long[] numbers = pages.keySet().stream().mapToLong(Long::longValue).toArray();
        long[] addresses = new long[numbers.length];
        int[] lengths = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            MemorySegment page = pages.get(numbers[i]);
            addresses[i] = page.address();
            lengths[i] = (int) page.byteSize();
        }
        Map<String, Object> values = StateFormat.describe(ALLOCATOR, KIND, List.of());
        values.put(SIZE, size);
        values.put(NUMBERS, numbers);
        values.put(ADDRESSES, addresses);
        values.put(LENGTHS, lengths);
        closeCodecs();
        return StateFormat.seal(values);
    }

    /**
     * Makes a disk of a state.
     *
     * @throws IOException if the disk is smaller than before; the state is then unchanged
     */
    static ZstdMemory unpack(HandedState state, long size) throws IOException {
        StateFormat.refuseSmaller(state.get(SIZE, Long.class), size);
        ZstdMemory memory = new ZstdMemory(size);
        long[] numbers = state.get(NUMBERS, long[].class);
        long[] addresses = state.get(ADDRESSES, long[].class);
        int[] lengths = state.get(LENGTHS, int[].class);
        for (int i = 0; i < numbers.length; i++) {
            memory.pages.put(numbers[i], MemorySegment.ofAddress(addresses[i]).reinterpret(lengths[i]));
        }
        return memory;
    }

    @Override
    public void close() {
        pages.values().forEach(NativeHeap::free);
        pages.clear();
        closeCodecs();
    }

    private void closeCodecs() {
        for (Stripe stripe : stripes) {
            stripe.close();
        }
    }

    private void free(@Nullable MemorySegment page) {
        if (page != null) {
            NativeHeap.free(page);
        }
    }

    private Stripe stripe(long number) {
        return stripes[(int) number & (STRIPES - 1)];
    }

    private static int within(long offset) {
        return (int) offset & (ZSTD_PAGE - 1);
    }

    private static int partOfPage(long offset, long length) {
        return (int) Math.min(length, ZSTD_PAGE - within(offset));
    }

    /** A change of an uncompressed page. */
    private interface Change {
        void apply(byte[] page);
    }

    /** Every sixteenth page. The object itself is their lock, and it has the codec for one page at a time. */
    private static final class Stripe {
        private @Nullable PageCodec codec;
        private @Nullable MemorySegment zeroes;

        /** Made at the first use: most disks are small. */
        PageCodec codec() {
            if (codec == null) {
                codec = PageCodec.of(ZSTD_PAGE);
            }
            return codec;
        }

        /** A page of zeroes, compressed. */
        MemorySegment zeroes() {
            if (zeroes == null) {
                zeroes = codec().packedZeroes();
            }
            return zeroes;
        }

        synchronized void close() {
            if (codec != null) {
                codec.close();
                codec = null;
            }
        }
    }
}
