// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which servers are told from others that pretend to be them, in the format of OpenSSH (sshd(8), section "SSH_KNOWN_HOSTS FILE
 * FORMAT"). Lines that cannot be understood count for nothing, and neither do authorities.
 */
final class KnownHosts {
    private static final String REVOKED = "revoked";

    private final List<Path> files;

    /** Makes them. The files need not exist, and are read each time. */
    KnownHosts(List<Path> files) {
        this.files = files;
    }

    /** A key that a line names. */
    private record Known(PublicKey key, @Nullable String marker, Path file) {
        String shown() {
            return KeyUtils.getFingerPrint(key) + " (" + KeyUtils.getKeyType(key) + ")";
        }
    }

    /** {@return the types of the keys that a host is known by, so that it can be asked for one of them} */
    List<String> types(String host, int port) {
        return known(host, port).stream()
                .filter(known -> known.marker() == null)
                .map(known -> KeyUtils.getKeyType(known.key()))
                .distinct()
                .toList();
    }

    /** {@return why a host must not be trusted that shows a key; empty if it may} */
    Optional<String> refusal(String host, int port, PublicKey shown) {
        List<Known> known = known(host, port);
        String where = host + (port == Target.USUAL_PORT ? "" : ":" + port);
        String fingerprint = KeyUtils.getFingerPrint(shown) + " (" + KeyUtils.getKeyType(shown) + ")";
        Optional<Known> same = known.stream()
                .filter(one -> KeyUtils.compareKeys(one.key(), shown))
                .min((one, other) -> Boolean.compare(one.marker() == null, other.marker() == null));
        if (same.isPresent() && REVOKED.equals(same.get().marker())) {
            return Optional.of("the host key of " + where + ", " + fingerprint + ", is revoked by "
                    + same.get().file());
        }
        if (same.isPresent() && same.get().marker() == null) {
            return Optional.empty();
        }
        List<Known> others = known.stream().filter(one -> one.marker() == null).toList();
        if (!others.isEmpty()) {
            return Optional.of("the host key of " + where + " is not the known one: the server shows " + fingerprint
                    + ", and " + others.getFirst().file() + " has "
                    + others.stream().map(Known::shown).distinct().collect(Collectors.joining(" and "))
                    + ". Either the server has a new key, or another one answers in its place");
        }
        boolean authority = known.stream().anyMatch(one -> "cert-authority".equals(one.marker()));
        return Optional.of("the host key of " + where + " is not known: it is " + fingerprint
                + (authority
                        ? "; a line with @cert-authority does not count, since host certificates are not checked"
                        : "")
                + ". Compare it with the server's own, and put it into " + files.getFirst()
                + " by connecting with ssh once, or into a file that known-hosts= names");
    }

    private List<Known> known(String host, int port) {
        List<Known> known = new ArrayList<>();
        for (Path file : files) {
            for (String line : lines(file)) {
                parse(line, host, port, file).ifPresent(known::add);
            }
        }
        return known;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<Known> parse(String line, String host, int port, Path file) {
        try {
            KnownHostEntry entry = KnownHostEntry.parseKnownHostEntry(line);
            if (entry == null || !entry.isHostMatch(host, port)) {
                return Optional.empty();
            }
            PublicKey key = entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
            return key == null ? Optional.empty() : Optional.of(new Known(key, entry.getMarker(), file));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Of a type that does not exist here, or damaged.
            return Optional.empty();
        }
    }
}
