// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.ExportInfo;
import dev.platter.client.ReplyStyle;
import dev.platter.nbd.TransmissionFlags;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTest {
    /** Stands for a server that was asked over TLS. */
    private static final int ENCRYPTED = 1 << 30;

    private record Fake(ReplyStyle replyStyle, int flags) implements Feature.Subject {
        @Override
        public boolean encrypted() {
            return flags == ENCRYPTED;
        }

        @Override
        public ExportInfo export() throws IOException {
            if (flags < 0) {
                throw new IOException("no such export");
            }
            return new ExportInfo("", Optional.empty(), Optional.empty(), 0, flags, Optional.empty(), List.of());
        }
    }

    private static Feature named(String name) {
        return Feature.named(name).orElseThrow();
    }

    @Test
    void tlsIsAFeatureOfAServerThatIsAskedOverIt() throws IOException {
        assertTrue(named("tls").test().holds(new Fake(ReplyStyle.SIMPLE, ENCRYPTED)));
    }

    @ParameterizedTest
    @CsvSource({
        "read-only, read-only",
        "readonly, read-only",
        "Read_Only, read-only",
        "fastzero, fast-zero",
        "structured replies, structured-reply",
        "structured, structured-reply",
        "extended-header, extended-headers",
        "MULTI-CONN, multi-conn"
    })
    void namesMayBeWrittenInManyWays(String name, String feature) {
        assertEquals(feature, named(name).names().getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "size", "write-zeroes", "writable"})
    void unknownFeatureIsNotFound(String name) {
        assertEquals(Optional.empty(), Feature.named(name));
    }

    @ParameterizedTest
    @CsvSource({
        "read-only, 1",
        "flush, 2",
        "fua, 3",
        "rotational, 4",
        "trim, 5",
        "zero, 6",
        "df, 7",
        "multi-conn, 8",
        "cache, 10",
        "fast-zero, 11",
        "block-status-payload, 12"
    })
    void featuresOfExportsAreTheirFlags(String name, int bit) throws IOException {
        assertTrue(named(name).holds(new Fake(ReplyStyle.SIMPLE, 1 << bit)));
        assertFalse(named(name).holds(new Fake(ReplyStyle.EXTENDED, 0x1fff & ~(1 << bit))));
    }

    @Test
    void writingIsTheOppositeOfReadOnly() throws IOException {
        assertTrue(named("write").holds(new Fake(ReplyStyle.SIMPLE, 0)));
        assertFalse(named("write").holds(new Fake(ReplyStyle.SIMPLE, TransmissionFlags.READ_ONLY)));
    }

    @ParameterizedTest
    @CsvSource({
        "connect, true, true, true",
        "read, true, true, true",
        "tls, false, false, false",
        "structured-reply, false, true, true",
        "extended-headers, false, false, true"
    })
    void featuresOfServersNeedNoExport(String name, boolean simple, boolean structured, boolean extended)
            throws IOException {
        assertEquals(simple, named(name).holds(new Fake(ReplyStyle.SIMPLE, -1)));
        assertEquals(structured, named(name).holds(new Fake(ReplyStyle.STRUCTURED, -1)));
        assertEquals(extended, named(name).holds(new Fake(ReplyStyle.EXTENDED, -1)));
    }
}
