// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;

/** A server of S3 that keeps objects as files below a folder, and checks signatures. */
final class S3Server implements AutoCloseable {
    static final String BUCKET = "disks";
    private static final String ID = "an-access-key";
    private static final String SECRET = "a/secret+key";

    private final Path folder;
    private final S3Proxy server;

    S3Server(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve(BUCKET));
            Properties properties = new Properties();
            properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:0");
            properties.setProperty("s3proxy.authorization", "aws-v4");
            properties.setProperty("s3proxy.identity", ID);
            properties.setProperty("s3proxy.credential", SECRET);
            properties.setProperty("jclouds.provider", "filesystem-nio2");
            properties.setProperty("jclouds.filesystem.basedir", folder.toString());
            server = S3Proxy.Builder.fromProperties(properties)
                    .blobStore(BlobStores.create("filesystem-nio2", properties))
                    .build();
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** The parameters for an object, or a disk in parts. */
    String[] parameters(String key, String... more) {
        return Stream.concat(
                        Stream.of(
                                "access-key=" + ID,
                                "secret-key=" + SECRET,
                                "endpoint-url=" + uri(),
                                "bucket=" + BUCKET,
                                "key=" + key),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /** The file that has an object. */
    Path file(String key) {
        return folder.resolve(BUCKET).resolve(key);
    }

    /** The objects whose keys begin so. */
    List<String> objects(String prefix) throws IOException {
        Path bucket = folder.resolve(BUCKET);
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket.relativize(file).toString())
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
