// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Export;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.engine.export.Chain;
import dev.platter.nbd.InfoTypes;
import dev.platter.nbd.Magic;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The listed exports, the exports that can be opened, and the default export are independent of each other. */
class NamesTest {
    @RegisterExtension
    private final ServedChain served = new ServedChain();

    /** Lists two names and opens others too; refuses some names, each with another error. */
    @NbdFilter(name = "names", summary = "knows names")
    private static final class Names implements Filter {
        @Override
        public List<Export> exports(Opener next, Client client) {
            return List.of(new Export("one", "the first"), new Export("two", ""));
        }

        @Override
        public String defaultExport(Opener next, Client client) {
            return "two";
        }

        @Override
        public Disk open(Opener next, Client client) throws IOException {
            String name = client.exportName();
            switch (name) {
                case "forbidden" -> throw new DiskException(NbdError.EPERM, "not for you");
                case "impossible" -> throw new DiskException(NbdError.ENOTSUP, "not on this system");
                case "closing" -> throw new DiskException(NbdError.ESHUTDOWN, "too late");
                case "absent" -> throw new IOException("there is none of that name");
                default -> {
                    return new ForwardingDisk(next.open(client)) {
                        @Override
                        public Optional<String> description() {
                            return Optional.of("disk " + name);
                        }
                    };
                }
            }
        }
    }

    @BeforeEach
    void serve() throws IOException {
        served.serve(Chain.of("fake", new FakePlugin(FakePlugin.Kind.INLINE)).filter("names", new Names()));
    }

    /** All replies to an option: each reply's type, and its data as text with a bar for each control character. */
    private static List<String> replies(RawClient client, int option, byte[] data) throws IOException {
        client.option(option, data);
        List<String> replies = new ArrayList<>();
        while (client.in.readLong() == Magic.OPTION_REPLY && client.in.readInt() == option) {
            int type = client.in.readInt();
            byte[] text = client.in.readNBytes(client.in.readInt());
            replies.add(OptionReplies.nameOf(type) + " "
                    + new String(text, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", "|"));
            if (type == OptionReplies.ACK || type < 0) {
                return replies;
            }
        }
        throw new AssertionError("not a reply to the option");
    }

    private static byte[] info(String name, int... wanted) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer data = ByteBuffer.allocate(6 + bytes.length + 2 * wanted.length);
        data.putInt(bytes.length).put(bytes).putShort((short) wanted.length);
        for (int type : wanted) {
            data.putShort((short) type);
        }
        return data.array();
    }

    @Test
    void aListHasTheNamesOfTheFilter() throws IOException {
        try (RawClient client = served.connect().greet()) {
            assertEquals(
                    List.of("NBD_REP_SERVER |onethe first", "NBD_REP_SERVER |two", "NBD_REP_ACK "),
                    replies(client, Options.LIST, new byte[0]));
        }
    }

    @ParameterizedTest
    @CsvSource({"one,one", "'',two", "unlisted,unlisted"})
    void unlistedExportsCanBeOpened(String asked, String meant) throws IOException {
        try (RawClient client = served.connect().greet()) {
            List<String> replies =
                    replies(client, Options.INFO, info(asked, InfoTypes.NAME, InfoTypes.DESCRIPTION, 77));
            assertTrue(replies.contains("NBD_REP_INFO |" + meant), replies::toString);
            assertTrue(replies.contains("NBD_REP_INFO |disk " + meant), replies::toString);
            assertEquals("NBD_REP_ACK ", replies.getLast());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "forbidden,NBD_REP_ERR_POLICY,not for you",
        "impossible,NBD_REP_ERR_PLATFORM,not on this system",
        "closing,NBD_REP_ERR_SHUTDOWN,too late",
        "absent,NBD_REP_ERR_UNKNOWN,there is none of that name"
    })
    void anExportThatCannotBeOpenedIsRefusedByItsError(String name, String type, String sentence) throws IOException {
        try (RawClient client = served.connect().greet()) {
            for (int option : new int[] {Options.INFO, Options.GO}) {
                List<String> replies = replies(client, option, info(name));
                assertEquals(List.of(type + " " + Options.nameOf(option) + ": " + sentence), replies);
            }
            client.go();
        }
    }
}
