// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NbdUriTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        nbd://example.com:10809/export,        example.com, 10809, export
        nbd://example.com,                     example.com, 10809, ''
        nbd://example.com/,                    example.com, 10809, ''
        nbd://example.com//disk,               example.com, 10809, /disk
        nbd://example.com/hello%20world,       example.com, 10809, hello world
        nbd://example.com/a/b%2Fc,             example.com, 10809, a/b/c
        nbd://example.com/100%25+1,            example.com, 10809, 100%+1
        nbd://example.com/%C3%A4,              example.com, 10809, ä
        nbd://example.com/disk#part,           example.com, 10809, disk
        nbd://example.com/disk?,               example.com, 10809, disk
        nbd://example.com:/disk,               example.com, 10809, disk
        nbd://example.com:65535,               example.com, 65535, ''
        nbd://192.0.2.1:1/x,                   192.0.2.1,   1,     x
        nbd://[::1]/x,                         ::1,         10809, x
        nbd://[2001:db8::1]:99/x,              2001:db8::1, 99,    x
        nbd://[fe80::1%25eth0]:99/x,           fe80::1%eth0, 99,   x
        nbd://somebody@example.com/x,          example.com, 10809, x
        nbd:///x,                              localhost,   10809, x
        nbd://,                                localhost,   10809, ''
        NBD://example.com/x,                   example.com, 10809, x
        """)
    void tcpUrisAreParsed(String text, String host, int port, String exportName) {
        NbdUri uri = NbdUri.parse(text);

        assertEquals(new ServerAddress.Tcp(host, port), uri.server());
        assertEquals(exportName, uri.exportName());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        nbd+unix:///?socket=/run/nbd.sock,              /run/nbd.sock, ''
        nbd+unix://?socket=/run/nbd.sock,               /run/nbd.sock, ''
        nbd+unix:///disk?socket=nbd.sock,               nbd.sock,      disk
        nbd+unix://ignored/disk?socket=/s,              /s,            disk
        nbd+unix:////disk?socket=/s,                    /s,            /disk
        nbd+unix:///disk?SOCKET=/s,                     /s,            disk
        nbd+unix:///disk?socket=/first&socket=/second,  /first,        disk
        nbd+unix:///disk?x-a=1&socket=/a%20b%26c+d,     /a b&c+d,      disk
        """)
    void unixUrisAreParsed(String text, Path socket, String exportName) {
        NbdUri uri = NbdUri.parse(text);

        assertEquals(new ServerAddress.Unix(socket), uri.server());
        assertEquals(exportName, uri.exportName());
    }

    @Test
    void theSchemeDecidesWhetherTlsIsUsed() {
        assertTrue(NbdUri.parse("nbds://h").tls());
        assertTrue(NbdUri.parse("nbds+unix:///?socket=s").tls());
        assertTrue(!NbdUri.parse("nbd://h").tls());
        assertTrue(!NbdUri.parse("nbd+unix:///?socket=s").tls());
    }

    @Test
    void tlsSettingsAreKept() {
        NbdUri uri = NbdUri.parse("nbds+unix://me@/x?tls-psk-file=/a%20b&socket=/s&tls-verify-peer=0");

        assertEquals(Map.of("tls-psk-file", "/a b", "tls-verify-peer", "0"), uri.parameters());
        assertEquals(Optional.of("me"), uri.user());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        ""                              | it has no scheme: an NBD URI begins with nbd://
        export                          | it has no scheme
        /run/a:b                        | it has no scheme
        http://h                        | unknown scheme 'http'
        nbd+vsock://2:1                 | the scheme nbd+vsock is known, but not to this client
        nbd:h                           | two slashes must follow the scheme: nbd://
        nbd+unix:/x?socket=s            | two slashes must follow the scheme: nbd+unix://
        nbd://h:port                    | the port is 'port': it must be a number from 1 to 65535
        nbd://h:0                       | the port is '0'
        nbd://h:65536                   | the port is '65536'
        nbd://h:99999999999             | the port is '99999999999'
        nbd://::1                       | '::1' has more than one colon: an IPv6 address must be in brackets
        nbd://[::1                      | the brackets around the IPv6 address do not match
        nbd://[::1]x:1                  | only :PORT may follow the bracket of an IPv6 address, not 'x:1'
        nbd://h/%zz                     | the export name has a bad escape '%zz'
        nbd://h/%4                      | the export name has a bad escape '%4'
        nbd://h/%E4                     | the export name is not UTF-8
        nbd://h/a b                     | the character ' ' must be escaped: write %20
        nbd://h/ä                       | the character 'ä' must be escaped: write %C3%A4
        nbd://h/x?socket=/s             | a socket cannot be used with the scheme nbd: write nbd+unix:///EXPORT?socket=PATH
        nbd+unix:///x                   | the socket is missing: write nbd+unix:///EXPORT?socket=PATH
        nbd+unix:///x?socket=           | the socket is missing
        nbd+unix:///x?socket=%00a       | sockets in the abstract namespace
        nbd+unix:///x?socket=a%00       | the socket cannot be a file
        nbd://h/x?foo=1                 | unknown parameter 'foo': the known ones are socket, tls-type
        nbd://h/x?tls-verify-peer=maybe | tls-verify-peer is 'maybe': it must be 0, 1, true or false
        """)
    void anInvalidUriIsRefusedWithAReason(String text, String problem) {
        NbdUriException error = assertThrows(NbdUriException.class, () -> NbdUri.parse(text));

        assertTrue(
                error.getMessage().startsWith("cannot use the NBD URI '" + text + "': " + problem), error::getMessage);
    }

    @Test
    void anExportNameThatCannotBeSentIsRefused() {
        assertEquals(
                "an export name cannot have a NUL character in it",
                assertThrows(NbdUriException.class, () -> NbdUri.parse("nbd://h/a%00b"))
                        .getMessage());
        assertEquals(
                "the export name is 4097 bytes long, and NBD allows 4096",
                assertThrows(NbdUriException.class, () -> NbdUri.parse("nbd://h/" + "a".repeat(4097)))
                        .getMessage());
    }

    /** A URI is written with libnbd's escapes, which the colons show. */
    @ParameterizedTest
    @CsvSource(textBlock = """
        nbd://h,                             nbd://h:10809/
        nbd:///,                             nbd://localhost:10809/
        nbd://me@[::1]:1/a%3ab@c+d%20e?x-f=1,  nbd://me@[::1]:1/a%3Ab@c+d%20e?x-f=1
        nbd://[fe80::1%25eth0]/,             nbd://[fe80::1%25eth0]:10809/
        nbds://h//x,                         nbds://h:10809//x
        nbd+unix://?socket=/a%26b%20c,       nbd+unix:///?socket=/a%26b%20c
        nbds+unix:///x?tls-type=psk&socket=s, nbds+unix:///x?socket=s&tls-type=psk
        """)
    void theCanonicalFormCanBeParsed(String text, String canonical) {
        NbdUri uri = NbdUri.parse(text);

        assertEquals(canonical, uri.toString());
        assertEquals(uri, NbdUri.parse(canonical));
    }

    @Test
    void withExportNameKeepsTheServer() {
        assertEquals(
                "nbd+unix:///b%25?socket=/s",
                NbdUri.unix(Path.of("/s"), "a").withExportName("b%").toString());
        assertEquals("nbd://h:1/b", NbdUri.tcp("h", 1, "a").withExportName("b").toString());
    }
}
