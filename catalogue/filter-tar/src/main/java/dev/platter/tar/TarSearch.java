// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tar;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import dev.platter.words.NearName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes from header to header until it finds a file. A header may have others in front of it that say more: pax's for the
 * next file ({@code x}) or for all that follow ({@code g}), and GNU tar's with a long name ({@code L}) or link ({@code K}).
 * Nothing in the tar file is trusted: each step goes forward, and no length is believed that the file does not have.
 */
final class TarSearch {
    /** How many bytes all headers of a file may have; tar programs write a few thousand. */
    private static final int MOST_HEADERS = 1 << 20;

    /** Names to suggest one of. */
    private static final int MOST_NAMES = 1000;

    private static final int LONGEST_NAME = 1000;
    private static final ByteBuffer ZEROES =
            ByteBuffer.allocate(TarHeader.BLOCK).asReadOnlyBuffer();

    private static final String SPARSE = "GNU.sparse.";
    private static final int SPARSE_TYPE = 'S';
    private static final int HARD_LINK = '1';

    private final TarBytes bytes;
    private final long limit;
    private final String wanted;
    private final List<String> names = new ArrayList<>();
    private final PaxRecords global = new PaxRecords();
    private final PaxRecords local = new PaxRecords();
    private Optional<String> longName = Optional.empty();
    private Optional<String> longLink = Optional.empty();
    private long headersAt;
    private long position;
    private int entries;

    /**
     * Begins at the first byte.
     *
     * @param bytes of the tar file
     * @param limit where to stop; 0 for never
     * @param wanted the name of the file
     */
    TarSearch(TarBytes bytes, long limit, String wanted) {
        this.bytes = bytes;
        this.limit = limit;
        this.wanted = wanted;
    }

    /**
     * Finds the first file that has the name.
     *
     * @throws DiskException if there is none, or it cannot be served, or the tar file is damaged
     */
    TarEntry run() throws IOException {
        requireTar();
        boolean ended = false;
        while (bytes.size() - position >= TarHeader.BLOCK) {
            if (limit > 0 && limit - position < TarHeader.BLOCK) {
                throw new DiskException(
                        NbdError.EINVAL,
                        "the first " + limit + " bytes of the tar file, which tar-limit allows to search, do not have "
                                + quoted(wanted) + "; they have " + entries + " entries");
            }
            ByteBuffer block = bytes.near(position, TarHeader.BLOCK);
            if (block.equals(ZEROES)) {
                // Two blocks of zeroes are the end. A single one is skipped, as GNU tar does.
                if (ended) {
                    throw absent();
                }
                ended = true;
                position += TarHeader.BLOCK;
                headersAt = position;
                continue;
            }
            ended = false;
            Optional<TarEntry> found = take(TarHeader.of(block, position));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw absent();
    }

    /** The first block tells best what somebody has confused. */
    private void requireTar() throws IOException {
        if (bytes.size() < TarHeader.BLOCK) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "the disk behind has " + bytes.size() + " bytes, and a tar file has at least " + TarHeader.BLOCK);
        }
        ByteBuffer block = bytes.near(0, TarHeader.BLOCK);
        Optional<String> packed = Packing.filterFor(block);
        if (packed.isPresent()) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "the disk behind is not a tar file, but compressed: put the filter " + packed.get()
                            + " behind this one, as in --filter=tar --filter=" + packed.get());
        }
        if (!block.equals(ZEROES) && !TarHeader.hasChecksum(block)) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "the disk behind is not a tar file: its first " + TarHeader.BLOCK + " bytes are not a header");
        }
    }

    private Optional<TarEntry> take(TarHeader header) throws IOException {
        switch (header.type()) {
            case 'x', 'X' -> require(local.add(extension(header)), "pax header");
            case 'g' -> require(global.add(extension(header)), "pax header");
            case 'L' -> longName = Optional.of(TarHeader.text(extension(header)));
            case 'K' -> longLink = Optional.of(TarHeader.text(extension(header)));
            default -> {
                return entry(header);
            }
        }
        advance(header, header.size());
        return Optional.empty();
    }

    private void require(boolean holds, String what) throws DiskException {
        if (!holds) {
            throw new DiskException(
                    NbdError.EINVAL, "the " + what + " at byte " + position + " of the tar file is damaged");
        }
    }

    private byte[] extension(TarHeader header) throws IOException {
        requirePresent("an extended header", header.size());
        if (header.size() > MOST_HEADERS - (position - headersAt)) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "the headers of one file from byte " + headersAt + " of the tar file on have more than "
                            + MOST_HEADERS + " bytes, which are the most that are accepted");
        }
        return bytes.exactly(position + TarHeader.BLOCK, (int) header.size());
    }

    private Optional<TarEntry> entry(TarHeader header) throws IOException {
        String name =
                longName.or(() -> pax(SPARSE + "name")).or(() -> pax("path")).orElse(header.name());
        long size = header.type() == HARD_LINK ? 0 : size(header, name);
        entries++;
        if (name.equals(wanted)) {
            return Optional.of(served(header, name, size));
        }
        if (names.size() < MOST_NAMES && name.length() <= LONGEST_NAME) {
            names.add(name);
        }
        advance(header, size);
        longName = Optional.empty();
        longLink = Optional.empty();
        local.clear();
        headersAt = position;
        return Optional.empty();
    }

    private Optional<String> pax(String key) {
        return local.get(key).or(() -> global.get(key));
    }

    private long size(TarHeader header, String name) throws DiskException {
        Optional<String> text = pax("size");
        if (text.isEmpty()) {
            return header.size();
        }
        try {
            long size = Long.parseLong(text.get());
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new DiskException(
                NbdError.EINVAL,
                "the pax header of '" + name + "' says that its size is '" + text.get()
                        + "', which is not a number from 0 to 2^63-1");
    }

    private TarEntry served(TarHeader header, String name, long size) throws IOException {
        if (header.type() == SPARSE_TYPE || local.hasAny(SPARSE) || global.hasAny(SPARSE)) {
            throw new DiskException(
                    NbdError.EINVAL,
                    quoted(name) + " is stored as a sparse file in the tar file, so its bytes are not there as they"
                            + " are: make the tar file without --sparse");
        }
        Optional<String> other = EntryKind.ofOther(header, longLink.or(() -> pax("linkpath")));
        if (other.isPresent()) {
            throw new DiskException(NbdError.EINVAL, quoted(name) + " in the tar file is " + other.get());
        }
        requirePresent(quoted(name), size);
        long contents = position + TarHeader.BLOCK;
        return new TarEntry(headersAt, bytes.exactly(headersAt, (int) (contents - headersAt)), size);
    }

    private void advance(TarHeader header, long size) throws DiskException {
        requirePresent(quoted(header.name()), size);
        long end = position + TarHeader.BLOCK + size;
        long padding = -end & (TarHeader.BLOCK - 1);
        // Padding that was cut off does not matter to the file in front of it.
        position = end + Math.min(padding, bytes.size() - end);
    }

    private void requirePresent(String what, long size) throws DiskException {
        long left = bytes.size() - position - TarHeader.BLOCK;
        if (size > left) {
            throw new DiskException(
                    NbdError.EINVAL,
                    what + " has " + size + " bytes as its header at byte " + position
                            + " of the tar file says, and only " + left
                            + " bytes follow: the tar file was cut off, or is damaged");
        }
    }

    private DiskException absent() {
        return new DiskException(
                NbdError.EINVAL,
                "the tar file has " + entries + " entries, and none of them is " + quoted(wanted)
                        + NearName.question(wanted, names) + "; 'tar tf' lists them");
    }

    private static String quoted(String name) {
        return "'" + name + "'";
    }
}
