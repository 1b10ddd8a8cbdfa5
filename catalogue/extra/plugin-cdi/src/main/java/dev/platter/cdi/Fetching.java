// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import dev.platter.web.Dialer;
import dev.platter.web.KeptConnections;
import dev.platter.web.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Fetches a layer.
 *
 * @param config which one
 * @param environment where proxies and the files with logins are named
 * @param home where these files are otherwise
 */
record Fetching(CdiPlugin.Config config, Map<String, String> environment, Path home) {
    /** Unpacks it into a file in a folder. */
    Path layer(Path folder) throws IOException {
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("cdi-clock").factory());
                Transport transport = new KeptConnections(
                        Dialer.usual(config.timeout(), environment, config.tlsVerify(), Optional.empty()),
                        Optional.empty(),
                        clock)) {
            if (!config.tlsVerify()) {
                Registry plain = registry(transport, "http", clock);
                if (plain.isThere()) {
                    return layer(folder, plain);
                }
            }
            return layer(folder, registry(transport, "https", clock));
        }
    }

    private Registry registry(Transport transport, String scheme, ScheduledExecutorService clock) throws IOException {
        ImageName name = config.name();
        return new Registry(
                transport,
                URI.create(scheme + "://" + name.server()),
                new RegistryLogins(environment, home).basic(name.host()),
                config.timeout(),
                clock);
    }

    private Path layer(Path folder, Registry registry) throws IOException {
        Manifest manifest = manifest(registry, config.name().version());
        if (manifest.isIndex()) {
            manifest = manifest(registry, manifest.forMachine(config.machine()));
        }
        List<Manifest.Layer> layers = manifest.layers();
        if (config.layer() >= layers.size()) {
            throw new IOException("the image " + config.name() + " has " + layers.size() + " layers, and layer="
                    + config.layer() + " asks for number " + (config.layer() + 1));
        }
        Manifest.Layer layer = layers.get(config.layer());
        Packing packing = Packing.of(layer.type());
        Path packed = folder.resolve("packed");
        try (BlobTarget blob = new BlobTarget(packed, layer)) {
            registry.fetch("/v2/" + config.name().path() + "/blobs/" + layer.digest(), Map.of(), blob);
            blob.check();
        }
        if (packing == Packing.NONE) {
            return packed;
        }
        Path image = folder.resolve("layer.tar");
        try {
            packing.unpack(packed, image);
        } catch (IOException | RuntimeException e) {
            throw new IOException("the layer " + layer.digest() + " cannot be unpacked: " + e.getMessage(), e);
        }
        Files.delete(packed);
        return image;
    }

    private Manifest manifest(Registry registry, String version) throws IOException {
        SmallTarget target = new SmallTarget();
        registry.fetch(
                "/v2/" + config.name().path() + "/manifests/" + version, Map.of("Accept", Manifest.TYPES), target);
        if (version.startsWith("sha256:") && !version.equals(digest(target.bytes()))) {
            throw new IOException(
                    "what the registry has sent is not the manifest " + version + ", but " + digest(target.bytes()));
        }
        return Manifest.parse(target.text());
    }

    private static String digest(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.wrap(bytes));
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
