// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys, regions and addresses come from where AWS's programs look for them. */
@Tag("same-in-both-modes")
class SettingsTest {
    @TempDir
    private Path home;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/credentials"), """
            # comment
            [default]
            aws_access_key_id = one
            aws_secret_access_key=first=secret

            [other]
            aws_access_key_id = two
            aws_secret_access_key = second
            aws_session_token = token
            """);
        Files.writeString(home.resolve(".aws/config"), """
            [default]
            region = eu-west-1
            [profile other]
            region = eu-west-2
            endpoint_url = https://ceph.example.com
            """);
    }

    private Settings settings(Map<String, String> environment) {
        return new Settings(environment, home);
    }

    @Test
    void profileIsThatOfTheEnvironment() throws IOException {
        Settings usual = settings(Map.of());
        assertEquals(Optional.of(new Keys("one", "first=secret", Optional.empty())), usual.keys());
        assertEquals(Optional.of("eu-west-1"), usual.region());
        Settings other = settings(Map.of("AWS_PROFILE", "other"));
        assertEquals(Optional.of(new Keys("two", "second", Optional.of("token"))), other.keys());
        assertEquals(Optional.of("eu-west-2"), other.region());
        assertEquals(Optional.of("https://ceph.example.com"), other.endpoint());
    }

    @Test
    void environmentComesBeforeFiles() throws IOException {
        Settings settings = settings(
                Map.of("AWS_ACCESS_KEY_ID", "x", "AWS_SECRET_ACCESS_KEY", "y", "AWS_DEFAULT_REGION", "us-west-2"));
        assertEquals(Optional.of(new Keys("x", "y", Optional.empty())), settings.keys());
        assertEquals(Optional.of("us-west-2"), settings.region());
    }

    @Test
    void keysThatExpireAreReadAgain() throws IOException {
        KeySource source = new KeySource(Optional.empty(), settings(Map.of()));
        Keys first = source.current();
        assertFalse(source.renew(first));
        Files.writeString(
                home.resolve(".aws/credentials"), "[default]\naws_access_key_id = new\naws_secret_access_key = key\n");
        assertEquals(first, source.current());
        assertTrue(source.renew(first));
        assertEquals("new", source.current().id());
    }

    @Test
    void missingKeysAreAskedFor() {
        KeySource source = new KeySource(Optional.empty(), settings(Map.of("AWS_PROFILE", "third")));
        String message =
                String.valueOf(assertThrows(IOException.class, source::current).getMessage());
        assertTrue(message.contains("[third]") && message.contains("access-key="), message);
    }

    @ParameterizedTest
    @CsvSource({
        "disks, a b, https://disks.s3.eu-west-1.amazonaws.com/a%20b",
        "my.disks, k, https://s3.eu-west-1.amazonaws.com/my.disks/k",
        "Disks, k/l+m, https://s3.eu-west-1.amazonaws.com/Disks/k/l%2Bm"
    })
    void bucketsOfAmazonAreNamedByTheHostIfTheyCanBe(String bucket, String key, URI expected) {
        assertEquals(expected, new Address(Optional.empty(), bucket).of("eu-west-1", key, new TreeMap<>()));
    }

    @Test
    void bucketsOfOtherStoresAreNamedByThePath() {
        assertEquals(
                URI.create("http://ceph:7480/disks/k"),
                new Address(Optional.of(URI.create("http://ceph:7480/")), "disks").of("r", "k", new TreeMap<>()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size=1M | object-size",
                "object-size=64K | size",
                "access-key=a | secret-key",
                "session-token=a | access-key",
                "endpoint-url=ceph:7480 | https://",
                "timeout=0 | longer"
            })
    void whatDoesNotGoTogetherIsNamed(String parameter, String part) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> S3.of("bucket=b", "key=k", parameter))
                        .getMessage());
        assertTrue(message.contains(part), message);
    }
}
