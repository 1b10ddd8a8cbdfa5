// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ip;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.api.parameters.ParameterException;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpFilterTest {
    private static final TestOpener NEXT = new TestOpener(RecordingDisk.of(1000));

    @TempDir
    private Path folder;

    private static IpFilter started(List<String> allow, List<String> deny) throws IOException {
        return started(new IpFilter.Config(allow, deny, Optional.empty(), Optional.empty()));
    }

    private static IpFilter started(IpFilter.Config config) throws IOException {
        IpFilter filter = new IpFilter(config);
        filter.start(NEXT, new TestContext());
        return filter;
    }

    private static boolean admits(IpFilter filter, Client client) throws IOException {
        try {
            filter.accept(client);
            filter.open(NEXT, client);
            return true;
        } catch (DiskException e) {
            assertEquals("client not permitted to connect because of source address restriction", e.getMessage());
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "127.9.9.9/8, 127.0.0.2, true",
        "127.9.9.9/8, 128.0.0.0, false",
        "10.0.0.0/31, 10.0.0.1, true",
        "10.0.0.0/31, 10.0.0.2, false",
        "255.255.255.255, 255.255.255.255, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 127.0.0.1, false",
        "::/0, 2001:db8::1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "fe80::/65, fe80::7fff:0:0:1, true",
        "fe80::/65, fe80::8000:0:0:1, false",
        "::1, ::1, true",
        "::ffff:127.0.0.1, 127.0.0.1, false",
        "any, 127.0.0.1, true",
        "ALL, ::1, true",
        "anyipv4, 127.0.0.1, true",
        "anyipv4, ::1, false",
        "allipv6, ::1, true",
        "allipv6, 127.0.0.1, false",
        "anyunix, 127.0.0.1, false",
        "anyvsock, 127.0.0.1, false",
        "uid:0, 127.0.0.1, false",
    })
    void rulesNameAddresses(String rule, String address, boolean named) throws IOException {
        Client client = Visitor.from(address);
        assertEquals(named, admits(started(List.of(rule), List.of("all")), client));
        assertEquals(!named, admits(started(List.of(), List.of(rule)), client));
    }

    @ParameterizedTest
    @CsvSource({
        "pid:7, true",
        "pid:8, false",
        "uid:4294967294, true",
        "UID:0, false",
        "gid:9, true",
        "gid:7, false",
        "security:system_u:object_r:x, true",
        "security:system_u, false",
        "anyunix, true",
        "all, true",
        "anyipv4, false",
        "0.0.0.0/0, false",
    })
    void rulesNameProcessesOnUnixSockets(String rule, boolean named) throws IOException {
        Client client = Visitor.process(7, -2, 9, "system_u:object_r:x");
        assertEquals(named, admits(started(List.of(rule), List.of("all")), client));
        assertEquals(!named, admits(started(List.of(), List.of(rule)), client));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dn:CN=me,O=Example,C=DE | true",
                "dn:*,O=Example,* | true",
                "dn:cn=me* | false",
                "dn:CN=m? | false",
                "dn:CN=m?,* | true",
                "dn:CN=[a-m]e,* | true",
                "dn:CN=[!a-m]e,* | false",
                "dn:CN=me\\,* | true",
                "dn:CN=me.O=Example.C=DE | false",
                "issuer-dn:CN=CA | true",
                "issuer-dn:* | true",
                "issuer-dn:CN=me* | false",
            })
    void rulesNameCertificates(String rule, boolean named) throws IOException {
        Client client = Visitor.certified("CN=me,O=Example,C=DE", "CN=CA");
        assertEquals(named, admits(started(List.of(rule), List.of("all")), client));
        assertEquals(!named, admits(started(List.of(), List.of(rule)), client));
    }

    @Test
    void clientIsJudgedLateIfARuleIsAboutCertificates() throws IOException {
        IpFilter filter = started(List.of("dn:CN=me"), List.of("all"));
        Client stranger = Visitor.certified("CN=you", "CN=CA");
        assertDoesNotThrow(() -> filter.accept(stranger));
        assertThrows(DiskException.class, () -> filter.exports(NEXT, stranger));
        assertThrows(DiskException.class, () -> filter.open(NEXT, stranger));
    }

    @Test
    void clientWithoutACertificateHasAnEmptyName() throws IOException {
        assertTrue(admits(started(List.of(), List.of("dn:?*")), Visitor.from("127.0.0.1")));
        assertEquals(false, admits(started(List.of(), List.of("dn:*")), Visitor.from("127.0.0.1")));
    }

    @Test
    void serverItselfIsAdmitted() throws IOException {
        started(List.of(), List.of("all")).accept(new TestContext().client());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3.4, 5.6.7.8", "1.2.3.4,5.6.7.8,", "dn:x"})
    void rulesAreSeparatedByCommas(String rules) throws IOException {
        boolean wellFormed = rules.indexOf(' ') < 0;
        if (wellFormed) {
            started(List.of(rules), List.of("all"));
        } else {
            assertThrows(ParameterException.class, () -> started(List.of(rules), List.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "banana",
                "ipv4",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4/33",
                "1.2.3.4/",
                "1.2.3.4/x",
                "1.2.3.4/-1",
                "1..2.3",
                "::1/129",
                "::g",
                "fe80::1%lo",
                "[::1]",
                ":",
                "pid:0",
                "pid:x",
                "pid:",
                "uid:-1",
                "uid:4294967296",
                "gid:x",
                "vsock-cid:x",
                "a,,b",
                ",",
                " ",
            })
    void whatIsNotARuleIsRefusedByName(String rule) {
        ParameterException refused = assertThrows(
                ParameterException.class,
                () -> new IpFilter(new IpFilter.Config(List.of(), List.of(rule), Optional.empty(), Optional.empty())));
        assertEquals("deny", refused.key());
        assertTrue(refused.getMessage().contains(rule.split(",,")[0]), refused.getMessage());
    }

    @Test
    void fileIsReadAgainWhenItHasChanged() throws IOException {
        Path file = folder.resolve("denied");
        Files.writeString(file, "# nobody yet\n\n");
        IpFilter filter = started(new IpFilter.Config(List.of(), List.of(), Optional.empty(), Optional.of(file)));
        Client client = Visitor.from("192.0.2.1");
        assertTrue(admits(filter, client));

        Files.writeString(file, "198.51.100.1\n  192.0.2.0/24,203.0.113.1\n");
        assertEquals(false, admits(filter, client));

        Files.writeString(file, "something\n");
        assertEquals(false, admits(filter, client), "a file that is wrong changed the rules");

        Files.delete(file);
        assertEquals(false, admits(filter, client), "a file that has gone changed the rules");

        Files.writeString(file, "198.51.100.1\n");
        assertTrue(admits(filter, client));
    }

    @Test
    void clientThatWasAcceptedBeforeTheFileChangedIsJudgedWhenItOpens() throws IOException {
        Path file = folder.resolve("allowed");
        Files.writeString(file, "dn:CN=me\n");
        IpFilter filter = started(new IpFilter.Config(List.of(), List.of("all"), Optional.of(file), Optional.empty()));
        Client client = Visitor.from("192.0.2.1");
        filter.accept(client);
        Files.writeString(file, "198.51.100.1\n");
        assertThrows(DiskException.class, () -> filter.open(NEXT, client));
    }

    @Test
    void wrongLineIsNamedWithItsNumber() throws IOException {
        Path file = folder.resolve("denied");
        Files.writeString(file, "192.0.2.1\n# \n1.2.3\n");
        IOException refused = assertThrows(
                IOException.class,
                () -> started(new IpFilter.Config(List.of(), List.of(), Optional.empty(), Optional.of(file))));
        assertTrue(refused.getMessage().contains(file + ", line 3: don't know how to parse rule: 1.2.3"));
    }

    /** Each rule and each client is looked at for well below a microsecond; a list that is searched rule by rule takes a minute. */
    @Test
    void millionRulesAreQuick() throws IOException {
        Path file = folder.resolve("denied");
        Files.writeString(
                file,
                IntStream.range(0, 1_000_000)
                        .mapToObj(i -> (i & 1) == 0 ? "10." + address(i * 2) : "2001:db8::" + words(i))
                        .collect(Collectors.joining("\n")));
        assertTimeout(Duration.ofSeconds(20), () -> {
            IpFilter filter = started(new IpFilter.Config(List.of(), List.of(), Optional.empty(), Optional.of(file)));
            for (int i = 0; i < 20_000; i++) {
                assertEquals((i & 3) != 0, admits(filter, Visitor.from("10." + address(i))), "10." + address(i));
            }
        });
    }

    private static String address(int number) {
        return (number >> 16) + "." + (number >> 8 & 0xff) + "." + (number & 0xff);
    }

    private static String words(int number) {
        return Integer.toHexString(number >> 16) + ":" + Integer.toHexString(number & 0xffff);
    }
}
