// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.BlockSizes;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.TransmissionFlags;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Invalid requests are refused with the right error. */
class RequestCheckTest {
    private static final int ALL = EmbeddedConnection.ALL_FLAGS;
    private static final long SIZE = NotedDisk.SIZE;

    private static RequestHeader header(int flags, int command, long offset, long length) {
        RequestHeader header = new RequestHeader(ReplyStyle.SIMPLE);
        header.read(EmbeddedConnection.request(flags, command, 1, offset, length), 0);
        return header;
    }

    private static RequestHeader extendedRead(long length) {
        RequestHeader header = new RequestHeader(ReplyStyle.EXTENDED);
        ByteBuf bytes = Unpooled.buffer()
                .writeInt(header.magic())
                .writeShort(0)
                .writeShort(Commands.READ)
                .writeLong(1)
                .writeLong(0)
                .writeLong(length);
        header.read(bytes, 0);
        return header;
    }

    private static Optional<NbdError> refusal(int offered, RequestHeader header) throws IOException {
        return refusal(new NotedDisk(), offered, header);
    }

    private static Optional<NbdError> refusal(NotedDisk disk, int offered, RequestHeader header) throws IOException {
        try (EmbeddedConnection connection = new EmbeddedConnection(disk, ReplyStyle.STRUCTURED, offered, 1 << 20)) {
            RequestCheck check = new RequestCheck(connection.negotiated);
            Optional<NbdError> error = check.refusal(header).map(DiskException::error);
            if (check.accepts(header)) {
                assertEquals(Optional.empty(), error, "the short way lets through what the long one refuses");
            }
            return error;
        }
    }

    private static void assertRefused(NbdError error, int offered, RequestHeader header) throws IOException {
        assertEquals(Optional.of(error), refusal(offered, header));
    }

    private static void assertFine(int offered, RequestHeader header) throws IOException {
        assertEquals(Optional.empty(), refusal(offered, header));
    }

    @Test
    void plainReadsAndWritesPass() throws IOException {
        try (EmbeddedConnection connection = new EmbeddedConnection(new NotedDisk(), ReplyStyle.SIMPLE)) {
            RequestCheck check = new RequestCheck(connection.negotiated);
            assertTrue(check.accepts(header(0, Commands.READ, SIZE - 1, 1)));
            assertTrue(check.accepts(header(0, Commands.WRITE, 0, Transmission.MAX_DATA)));
            assertFalse(check.accepts(header(0, Commands.READ, SIZE, 1)));
            assertFalse(check.accepts(header(0, Commands.READ, -1, 1)));
            assertFalse(check.accepts(header(0, Commands.FLUSH, 0, 0)));
            assertFalse(check.accepts(header(CommandFlags.FUA, Commands.WRITE, 0, 1)));
        }
    }

    @Test
    void aRangeBeyondTheEndIsRefused() throws IOException {
        assertFine(ALL, header(0, Commands.READ, SIZE - 512, 512));
        assertRefused(NbdError.EINVAL, ALL, header(0, Commands.READ, SIZE - 511, 512));
        assertRefused(NbdError.ENOSPC, ALL, header(0, Commands.WRITE, SIZE - 511, 512));
        assertRefused(NbdError.ENOSPC, ALL, header(0, Commands.WRITE_ZEROES, SIZE, 1));
        assertRefused(NbdError.EINVAL, ALL, header(0, Commands.TRIM, -512, 512));
    }

    @Test
    void changesOfAReadOnlyExportAreRefused() throws IOException {
        int readOnly = ALL | TransmissionFlags.READ_ONLY;
        assertRefused(NbdError.EPERM, readOnly, header(0, Commands.WRITE, 0, 512));
        assertRefused(NbdError.EPERM, readOnly, header(0, Commands.TRIM, 0, 512));
        assertRefused(NbdError.EPERM, readOnly, header(0, Commands.WRITE_ZEROES, 0, 512));
        assertFine(readOnly, header(0, Commands.READ, 0, 512));
    }

    @Test
    void commandsThatWereNotOfferedAreRefused() throws IOException {
        int none = TransmissionFlags.HAS_FLAGS;
        assertRefused(NbdError.EINVAL, none, header(0, Commands.TRIM, 0, 512));
        assertRefused(NbdError.EINVAL, none, header(0, Commands.WRITE_ZEROES, 0, 512));
        assertRefused(NbdError.EINVAL, none, header(0, Commands.CACHE, 0, 512));
        assertRefused(NbdError.EINVAL, none, header(0, Commands.FLUSH, 0, 0));
        assertRefused(NbdError.EINVAL, none, header(CommandFlags.FUA, Commands.WRITE, 0, 512));
        assertRefused(NbdError.EINVAL, none, header(CommandFlags.DF, Commands.READ, 0, 512));
        assertFine(ALL, header(CommandFlags.FUA, Commands.WRITE, 0, 512));
        assertFine(ALL, header(CommandFlags.DF, Commands.READ, 0, 512));
        assertFine(ALL, header(0, Commands.FLUSH, 0, 0));
    }

    @Test
    void flagsThatACommandDoesNotTakeAreRefused() throws IOException {
        assertRefused(NbdError.EINVAL, ALL, header(CommandFlags.DF, Commands.WRITE, 0, 512));
        assertRefused(NbdError.EINVAL, ALL, header(CommandFlags.REQ_ONE, Commands.READ, 0, 512));
        assertRefused(NbdError.EINVAL, ALL, header(CommandFlags.FAST_ZERO, Commands.WRITE_ZEROES, 0, 512));
        assertFine(ALL, header(CommandFlags.NO_HOLE, Commands.WRITE_ZEROES, 0, 512));
        assertFine(ALL, header(CommandFlags.REQ_ONE, Commands.BLOCK_STATUS, 0, 512));
    }

    @Test
    void anUnknownCommandIsRefused() throws IOException {
        assertRefused(NbdError.EINVAL, ALL, header(0, 8, 0, 512));
        assertRefused(NbdError.EINVAL, ALL, header(0, 0xffff, 0, 512));
    }

    @Test
    void aLengthOfZeroIsRefused() throws IOException {
        assertRefused(NbdError.EINVAL, ALL, header(0, Commands.READ, 0, 0));
    }

    @Test
    void aFlushHasNoRange() throws IOException {
        assertRefused(NbdError.EINVAL, ALL, header(0, Commands.FLUSH, 0, 1));
        assertRefused(NbdError.EINVAL, ALL, header(0, Commands.FLUSH, 1, 0));
    }

    @Test
    void dataIsBoundedAndEffectsAreNot() throws IOException {
        assertRefused(NbdError.EINVAL, ALL, header(0, Commands.READ, 0, Transmission.MAX_DATA + 1));
        assertRefused(NbdError.EOVERFLOW, ALL, extendedRead(Transmission.MAX_DATA + 1));
        assertFine(ALL, header(0, Commands.TRIM, 0, SIZE));
    }

    @Test
    void strictBlockSizesAreHeldAgainstClients() throws IOException {
        NotedDisk strict = new NotedDisk() {
            @Override
            public Features features() {
                return super.features()
                        .withBlockSizes(new BlockSizes(512, 4096, 8192, SIZE))
                        .withStrictBlockSizes(true);
            }
        };
        assertEquals(Optional.of(NbdError.EINVAL), refusal(strict, ALL, header(0, Commands.READ, 1, 512)));
        assertEquals(Optional.of(NbdError.EINVAL), refusal(strict, ALL, header(0, Commands.READ, 0, 511)));
        assertEquals(Optional.of(NbdError.EINVAL), refusal(strict, ALL, header(0, Commands.READ, 0, 8704)));
        assertEquals(Optional.empty(), refusal(strict, ALL, header(0, Commands.READ, 512, 8192)));
        assertEquals(
                Optional.of(NbdError.EINVAL),
                refusal(strict, ALL, extendedRead(8704)),
                "it is the disk that is asked too much");
    }
}
