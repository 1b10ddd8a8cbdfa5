// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static dev.platter.client.FakeServer.playing;
import static dev.platter.nbd.HandshakeFlags.FIXED_NEWSTYLE;
import static dev.platter.nbd.HandshakeFlags.NO_ZEROES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.InfoTypes;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import dev.platter.nbd.TransmissionFlags;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptions of exports, valid and invalid. */
class ExportInfoTest {
    private static final Bytes NOTHING = new Bytes();

    private static Bytes export(long size, int flags) {
        return new Bytes().u16(InfoTypes.EXPORT).u64(size).u16(flags);
    }

    private static Bytes blockSizes(long minimum, long preferred, long maximum) {
        return new Bytes().u16(InfoTypes.BLOCK_SIZE).u32(minimum).u32(preferred).u32(maximum);
    }

    private static FakeServer describing(Bytes... information) throws IOException {
        return playing(server -> {
            server.greet(FIXED_NEWSTYLE | NO_ZEROES);
            server.hearOption(Options.GO);
            for (Bytes piece : information) {
                server.reply(Options.GO, OptionReplies.INFO, piece);
            }
            server.reply(Options.GO, OptionReplies.ACK, NOTHING);
            server.hearEnd();
        });
    }

    private static ExportInfo described(Bytes... information) throws IOException {
        try (FakeServer server = describing(information)) {
            return Handshake.begin(server.wire()).go("x");
        }
    }

    private static String breach(Bytes... information) throws IOException {
        try (FakeServer server = describing(information)) {
            Handshake handshake = Handshake.begin(server.wire());
            return assertThrows(NbdProtocolException.class, () -> handshake.go("x"))
                    .getMessage();
        }
    }

    @Test
    void allPiecesAreKept() throws IOException {
        ExportInfo info = described(
                new Bytes().u16(InfoTypes.NAME).text("canonical"),
                new Bytes().u16(InfoTypes.DESCRIPTION).text("for people"),
                new Bytes().u16(4711).text("from the future"),
                export(Long.MAX_VALUE, 0x0043),
                blockSizes(512, 4096, 1 << 20));

        assertEquals("x", info.name());
        assertEquals(Optional.of("canonical"), info.canonicalName());
        assertEquals(Optional.of("for people"), info.description());
        assertEquals(Long.MAX_VALUE, info.size());
        assertEquals(0x0043, info.transmissionFlags());
        assertTrue(info.has(TransmissionFlags.READ_ONLY));
        assertFalse(info.has(TransmissionFlags.SEND_FLUSH));
        assertEquals(Optional.of(new BlockSizes(512, 4096, 1 << 20)), info.blockSizes());
    }

    @Test
    void informationThatIsNotSentIsAbsent() throws IOException {
        ExportInfo info = described(export(0, 1));

        assertEquals(Optional.empty(), info.canonicalName());
        assertEquals(Optional.empty(), info.description());
        assertEquals(Optional.empty(), info.blockSizes());
        assertEquals(List.of(), info.contexts());
    }

    @Test
    void onlyTheGivenInformationIsAskedFor() throws IOException {
        try (FakeServer server = playing(s -> {
            s.greet(FIXED_NEWSTYLE);
            byte[] asked = new Bytes()
                    .u32(2)
                    .text("ä")
                    .u16(1)
                    .u16(InfoTypes.BLOCK_SIZE)
                    .array();
            assertArrayEquals(asked, s.hearOption(Options.INFO));
            s.reply(Options.INFO, OptionReplies.INFO, export(1, 1)).reply(Options.INFO, OptionReplies.ACK, NOTHING);
        })) {
            Handshake.begin(server.wire()).info("ä", List.of(InfoTypes.BLOCK_SIZE));
        }
    }

    @Test
    void sizeAndFlagsAreRequired() throws IOException {
        assertEquals(
                "the server described the export without its size and flags:"
                        + " NBD_REP_ACK came before any NBD_INFO_EXPORT",
                breach(blockSizes(1, 4096, 1 << 20)));
        assertEquals(
                "NBD_INFO_EXPORT has 8 bytes after its type: it must have 10",
                breach(new Bytes().u16(0).u64(1)));
        assertEquals("an NBD_REP_INFO has 1 bytes: its type alone takes 2", breach(new Bytes().zeroes(1)));
    }

    @Test
    void aSizeThatIsTooLargeIsRefused() throws IOException {
        assertEquals(
                "the export's size is 9223372036854775808 bytes: more than 2^63-1 cannot be addressed",
                breach(export(Long.MIN_VALUE, 1)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        0x0002, NBD_FLAG_HAS_FLAGS is missing
        0x0081, 'NBD_FLAG_SEND_DF is set, but structured replies were not negotiated'
        0x0801, NBD_FLAG_SEND_FAST_ZERO is set without NBD_FLAG_SEND_WRITE_ZEROES
        0x1001, 'NBD_FLAG_BLOCK_STATUS_PAYLOAD is set, but extended headers were not negotiated'
        """)
    void contradictoryFlagsAreRefused(String flags, String problem) throws IOException {
        String message = breach(export(1, Integer.decode(flags)));

        assertTrue(message.endsWith(problem), message);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 512, 1048576",
        "512, 512, 1048576",
        "65536, 65536, 4294967295",
        "1, 1073741824, 1000",
        "1, 4096, 4096"
    })
    void validBlockSizesAreAccepted(long minimum, long preferred, long maximum) throws IOException {
        BlockSizes sizes = described(export(1000, 1), blockSizes(minimum, preferred, maximum))
                .blockSizes()
                .orElseThrow();

        assertEquals(new BlockSizes(minimum, preferred, maximum), sizes);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        0,      4096, 1048576,    the minimum block size is 0: it must be a power of 2 up to 65536
        3,      4096, 1048576,    the minimum block size is 3
        131072, 4096, 1048576,    the minimum block size is 131072
        1,      256,  1048576,    the preferred block size is 256
        1,      3000, 1048576,    the preferred block size is 3000
        4096,   512,  1048576,    the preferred block size is 512
        512,    4096, 1048577,    the maximum block size is 1048577: it must be a multiple of the minimum of 512
        1,      4096, 999,        the maximum block size is 999
        """)
    void invalidBlockSizesAreRefused(long minimum, long preferred, long maximum, String problem) throws IOException {
        String message = breach(export(1000, 1), blockSizes(minimum, preferred, maximum));

        assertTrue(message.startsWith(problem), message);
    }

    @Test
    void exportNameEndsWithZeroesUnlessBothSidesOmitThem() throws IOException {
        for (int flags : new int[] {0, FIXED_NEWSTYLE, NO_ZEROES, FIXED_NEWSTYLE | NO_ZEROES}) {
            try (FakeServer server = playing(s -> {
                s.greet(flags);
                assertArrayEquals("x".getBytes(), s.hearOption(Options.EXPORT_NAME));
                s.say(new Bytes().u64(4096).u16(3).zeroes((flags & NO_ZEROES) != 0 ? 0 : 124));
            })) {
                ExportInfo info = Handshake.begin(server.wire()).exportName("x");
                assertEquals(4096, info.size());
                assertEquals(3, info.transmissionFlags());
                assertTrue(server.wire().atEnd(), "all was taken");
            }
        }
    }

    @Test
    void zeroesThatAreNotZeroAreRefused() throws IOException {
        try (FakeServer server = playing(s -> {
            s.greet(0);
            s.hearOption(Options.EXPORT_NAME);
            s.say(new Bytes().u64(4096).u16(1).zeroes(1).u16(1).zeroes(121));
        })) {
            Handshake handshake = Handshake.begin(server.wire());
            String message = assertThrows(NbdProtocolException.class, () -> handshake.exportName("x"))
                    .getMessage();
            assertTrue(message.startsWith("the 124 bytes that end the handshake are not all zero"), message);
        }
    }

    @Test
    void exportNameIsRefusedByClosingTheConnection() throws IOException {
        try (FakeServer server = playing(s -> {
            s.greet(0);
            s.hearOption(Options.EXPORT_NAME);
        })) {
            Handshake handshake = Handshake.begin(server.wire());
            String message = assertThrows(ServerClosedException.class, () -> handshake.exportName("x"))
                    .getMessage();
            assertTrue(message.endsWith("which is how a server says that it has no such export"), message);
        }
    }
}
