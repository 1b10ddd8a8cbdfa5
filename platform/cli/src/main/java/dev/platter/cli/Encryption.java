// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.engine.NbdServer;
import dev.platter.engine.tls.CertificateCredentials;
import dev.platter.engine.tls.CertificateFolder;
import dev.platter.engine.tls.PskCredentials;
import dev.platter.engine.tls.TlsCredentials;
import dev.platter.engine.tls.TlsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a command line makes of TLS. Who asks for it gets it or no server at all; who says nothing gets it offered if there
 * are certificates in one of the usual places.
 *
 * @param credentials what the server proves itself with; nothing if TLS is off
 * @param required whether it serves nobody without
 * @param certificates the folder that was named, if one was
 * @param keys the file of pre-shared keys, if one was named
 */
record Encryption(
        Optional<TlsCredentials> credentials, boolean required, Optional<Path> certificates, Optional<Path> keys) {
    /** Reads certificates or keys, as a command line wants it. */
    static Encryption of(PlatterCommand command, Console log) throws StartException {
        TlsMode mode = command.tls();
        Optional<Path> certificates = path("--tls-certificates", command.tlsCertificates());
        Optional<Path> keys = path("--tls-psk", command.tlsPsk());
        boolean required = mode == TlsMode.REQUIRE;
        if (required && command.handshake().oldstyle()) {
            throw new StartException("-o and --tls=require cannot be used together: the old style knows no TLS");
        }
        if (mode == TlsMode.OFF) {
            return new Encryption(Optional.empty(), false, certificates, keys);
        }
        try {
            Optional<TlsCredentials> credentials = keys.isPresent()
                    ? Optional.of(PskCredentials.load(keys.get(), log.apply("")))
                    : certificates(certificates, mode, command.tlsVerifyPeer(), log);
            return new Encryption(credentials, required, certificates, keys);
        } catch (TlsException e) {
            throw new StartException("TLS: " + e.getMessage(), e);
        }
    }

    private static Optional<TlsCredentials> certificates(
            Optional<Path> named, TlsMode mode, boolean verifyPeer, Console log) throws StartException, TlsException {
        if (named.isPresent()) {
            return Optional.of(load(new CertificateFolder(named.get()), verifyPeer, log));
        }
        List<Path> places =
                CertificateFolder.usual(home(), System.getProperty("user.name").equals("root"));
        Optional<CertificateFolder> found = CertificateFolder.find(places);
        boolean asked = mode != TlsMode.UNSAID || verifyPeer;
        if (asked && found.isPresent()) {
            return Optional.of(load(found.get(), verifyPeer, log));
        }
        if (asked) {
            String option = mode == TlsMode.UNSAID ? "--tls-verify-peer" : mode.option();
            throw new StartException(option + " needs certificates, and there is no ca-cert.pem in "
                    + places.stream().map(Path::toString).collect(Collectors.joining(" or "))
                    + ": name their folder with --tls-certificates, or a file of keys with --tls-psk");
        }
        return found.isPresent() ? offered(found.get(), log) : Optional.empty();
    }

    private static Path home() {
        return Path.of(Objects.requireNonNullElse(System.getenv("HOME"), ""));
    }

    /** Nobody has asked for them, so they must not keep the server from starting. */
    private static Optional<TlsCredentials> offered(CertificateFolder folder, Console log) {
        try {
            return Optional.of(load(folder, false, log));
        } catch (TlsException e) {
            log.apply("").log(System.Logger.Level.WARNING, "TLS is not offered: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static TlsCredentials load(CertificateFolder folder, boolean verifyPeer, Console log) throws TlsException {
        return CertificateCredentials.load(folder, verifyPeer, log.apply(""));
    }

    private static Optional<Path> path(String option, Optional<String> name) throws StartException {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            // Absolute, since the captive command may change its folder before it uses the address.
            return Optional.of(Path.of(name.get()).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw new StartException(
                    option + ": " + name.get() + " cannot be a path (" + e.getReason() + "): choose another", e);
        }
    }

    void apply(NbdServer.Builder server) {
        if (credentials.isPresent()) {
            server.tls(credentials.get(), required);
        }
    }

    /** What {@code $tls} holds, as in nbdkit. */
    String level() {
        return credentials.isEmpty() ? "" : required ? "2" : "1";
    }
}
