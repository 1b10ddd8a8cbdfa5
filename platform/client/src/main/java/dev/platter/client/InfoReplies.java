// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.InfoTypes;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.TransmissionFlags;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects a server's description of one export, piece by piece, and checks that the pieces agree. */
final class InfoReplies {
    private static final int MAX_MINIMUM_BLOCK = 64 * 1024;
    private static final int MIN_PREFERRED_BLOCK = 512;

    private final String exportName;
    private final ReplyStyle style;
    private @Nullable Long size;
    private int flags;
    private Optional<String> canonicalName = Optional.empty();
    private Optional<String> description = Optional.empty();
    private Optional<BlockSizes> blockSizes = Optional.empty();

    InfoReplies(String exportName, ReplyStyle style) {
        this.exportName = exportName;
        this.style = style;
    }

    /** Takes the data of one {@code NBD_REP_INFO}. An unknown type is ignored, as the document demands. */
    void add(ByteBuffer data) throws NbdProtocolException {
        if (data.remaining() < 2) {
            throw new NbdProtocolException(
                    "an NBD_REP_INFO has " + data.remaining() + " bytes: its type alone takes 2");
        }
        int type = Short.toUnsignedInt(data.getShort());
        switch (type) {
            case InfoTypes.EXPORT -> {
                checkLength(type, data, 10);
                export(data.getLong(), Short.toUnsignedInt(data.getShort()));
            }
            case InfoTypes.NAME -> canonicalName = Optional.of(Strings.read(data, "the canonical name"));
            case InfoTypes.DESCRIPTION -> description = Optional.of(Strings.read(data, "the export's description"));
            case InfoTypes.BLOCK_SIZE -> {
                checkLength(type, data, 12);
                blockSizes = Optional.of(new BlockSizes(unsigned(data), unsigned(data), unsigned(data)));
            }
            default -> {}
        }
    }

    /** Takes size and transmission flags. */
    void export(long exportSize, int transmissionFlags) throws NbdProtocolException {
        if (exportSize < 0) {
            throw new NbdProtocolException("the export's size is " + Long.toUnsignedString(exportSize)
                    + " bytes: more than 2^63-1 cannot be addressed");
        }
        size = exportSize;
        flags = transmissionFlags;
    }

    ExportInfo complete(List<MetaContext> contexts) throws NbdProtocolException {
        if (size == null) {
            throw new NbdProtocolException("the server described the export without its size and flags: "
                    + OptionReplies.nameOf(OptionReplies.ACK) + " came before any "
                    + InfoTypes.nameOf(InfoTypes.EXPORT));
        }
        checkFlags();
        if (blockSizes.isPresent()) {
            checkBlockSizes(blockSizes.get(), size);
        }
        return new ExportInfo(exportName, canonicalName, description, size, flags, blockSizes, contexts);
    }

    private void checkFlags() throws NbdProtocolException {
        if (!has(TransmissionFlags.HAS_FLAGS)) {
            throw flagsError(TransmissionFlags.nameOf(TransmissionFlags.HAS_FLAGS) + " is missing");
        }
        if (has(TransmissionFlags.SEND_DF) && style == ReplyStyle.SIMPLE) {
            throw flagsError(TransmissionFlags.nameOf(TransmissionFlags.SEND_DF)
                    + " is set, but structured replies were not negotiated");
        }
        if (has(TransmissionFlags.SEND_FAST_ZERO) && !has(TransmissionFlags.SEND_WRITE_ZEROES)) {
            throw flagsError(TransmissionFlags.nameOf(TransmissionFlags.SEND_FAST_ZERO) + " is set without "
                    + TransmissionFlags.nameOf(TransmissionFlags.SEND_WRITE_ZEROES));
        }
        if (has(TransmissionFlags.BLOCK_STATUS_PAYLOAD) && style != ReplyStyle.EXTENDED) {
            throw flagsError(TransmissionFlags.nameOf(TransmissionFlags.BLOCK_STATUS_PAYLOAD)
                    + " is set, but extended headers were not negotiated");
        }
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private NbdProtocolException flagsError(String problem) {
        return new NbdProtocolException("the transmission flags are 0x" + Integer.toHexString(flags) + ": " + problem);
    }

    private static void checkBlockSizes(BlockSizes sizes, long exportSize) throws NbdProtocolException {
        long minimum = sizes.minimum();
        long preferred = sizes.preferred();
        long maximum = sizes.maximum();
        if (Long.bitCount(minimum) != 1 || minimum > MAX_MINIMUM_BLOCK) {
            throw new NbdProtocolException(
                    "the minimum block size is " + minimum + ": it must be a power of 2 up to " + MAX_MINIMUM_BLOCK);
        }
        if (Long.bitCount(preferred) != 1 || preferred < Math.max(minimum, MIN_PREFERRED_BLOCK)) {
            throw new NbdProtocolException("the preferred block size is " + preferred
                    + ": it must be a power of 2, and not below 512 or the minimum of " + minimum);
        }
        if (maximum == BlockSizes.UNLIMITED) {
            return;
        }
        if (maximum % minimum != 0 || maximum < Math.min(preferred, exportSize)) {
            throw new NbdProtocolException("the maximum block size is " + maximum
                    + ": it must be a multiple of the minimum of " + minimum
                    + ", and not below both the preferred size of " + preferred + " and the export's size of "
                    + exportSize);
        }
    }

    private static void checkLength(int type, ByteBuffer data, int length) throws NbdProtocolException {
        if (data.remaining() != length) {
            throw new NbdProtocolException(InfoTypes.nameOf(type) + " has " + data.remaining()
                    + " bytes after its type: it must have " + length);
        }
    }

    private static long unsigned(ByteBuffer data) {
        return Integer.toUnsignedLong(data.getInt());
    }
}
