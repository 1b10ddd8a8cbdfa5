// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.engine.tls.CertificateFolder;
import dev.platter.host.RefusedException;
import dev.platter.server.definition.ListenerDefinition.TlsMode;
import dev.platter.server.definition.ServerDefinition.TlsDefinition;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The TLS settings of a command line. If it asks for TLS, the server starts with TLS or not at all; by default TLS is offered
 * when one of the usual places has certificates.
 *
 * @param definition the server's certificates or keys; empty without TLS
 * @param required whether it refuses clients without TLS
 * @param certificates the folder that was named, if any, as it was named
 * @param keys the file of pre-shared keys that was named, if any, as it was named
 */
record Encryption(
        Optional<TlsDefinition> definition, boolean required, Optional<Path> certificates, Optional<Path> keys) {
    /** Finds certificates or keys, as a command line wants it. */
    static Encryption of(PlatterCommand command) throws RefusedException {
        TlsOption mode = command.tls();
        Optional<Path> certificates = path("--tls-certificates", command.tlsCertificates());
        Optional<Path> keys = path("--tls-psk", command.tlsPsk());
        boolean required = mode == TlsOption.REQUIRE;
        refuseContradictions(mode, command);
        if (required && command.handshake().oldstyle()) {
            throw new RefusedException("-o and --tls=require cannot be used together: the old style has no TLS");
        }
        if (mode == TlsOption.OFF) {
            return new Encryption(Optional.empty(), false, certificates, keys);
        }
        Optional<TlsDefinition> definition = keys.isPresent()
                ? keys.map(file -> new TlsDefinition.PreSharedKeys(file.toAbsolutePath()))
                : certificates(certificates, mode, command.tlsVerifyPeer());
        return new Encryption(definition, required, certificates, keys);
    }

    private static void refuseContradictions(TlsOption mode, PlatterCommand command) throws RefusedException {
        boolean keys = command.tlsPsk().isPresent();
        if (keys && command.tlsCertificates().isPresent()) {
            throw new RefusedException(
                    "--tls-psk and --tls-certificates cannot be used together: choose keys or" + " certificates");
        }
        if (keys && command.tlsVerifyPeer()) {
            throw new RefusedException(
                    "--tls-verify-peer is about certificates, and --tls-psk has none: a client proves"
                            + " itself by its key, so leave --tls-verify-peer out");
        }
        if (mode == TlsOption.OFF && command.tlsVerifyPeer()) {
            throw new RefusedException("--tls-verify-peer and --tls=off cannot be used together: without TLS no client"
                    + " has a certificate");
        }
    }

    private static Optional<TlsDefinition> certificates(Optional<Path> named, TlsOption mode, boolean verifyPeer)
            throws RefusedException {
        if (named.isPresent()) {
            return Optional.of(new TlsDefinition.Certificates(named.get().toAbsolutePath(), verifyPeer));
        }
        List<Path> places =
                CertificateFolder.usual(home(), System.getProperty("user.name").equals("root"));
        Optional<Path> found = CertificateFolder.find(places).map(CertificateFolder::path);
        boolean asked = mode != TlsOption.UNSAID || verifyPeer;
        if (asked && found.isEmpty()) {
            String option = mode == TlsOption.UNSAID ? "--tls-verify-peer" : mode.option();
            throw new RefusedException(option + " needs certificates, and there is no ca-cert.pem in "
                    + places.stream().map(Path::toString).collect(Collectors.joining(" or "))
                    + ": name their folder with --tls-certificates, or a file of keys with --tls-psk");
        }
        // Certificates that the user has not asked for must not keep the server from starting.
        return asked
                ? found.map(folder -> new TlsDefinition.Certificates(folder, verifyPeer))
                : found.map(TlsDefinition.FoundCertificates::new);
    }

    private static Path home() {
        return Path.of(Objects.requireNonNullElse(System.getenv("HOME"), ""));
    }

    private static Optional<Path> path(String option, Optional<String> name) throws RefusedException {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(name.get()));
        } catch (InvalidPathException e) {
            throw new RefusedException(
                    option + ": " + name.get() + " cannot be a path (" + e.getReason() + "): choose another", e);
        }
    }

    /** Whether clients use TLS. */
    TlsMode mode() {
        return definition.isEmpty() ? TlsMode.OFF : required ? TlsMode.REQUIRE : TlsMode.ON;
    }
}
