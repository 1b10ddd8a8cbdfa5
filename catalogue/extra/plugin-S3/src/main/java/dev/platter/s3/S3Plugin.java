// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Secret;
import dev.platter.api.parameters.Size;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves an object of an S3 store, or a disk whose parts are objects there. */
@NbdPlugin(
        name = "S3",
        summary = "objects of an S3 store",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class S3Plugin implements Plugin {
    private final Config config;
    private Optional<Keys> keys = Optional.empty();
    private @Nullable Store store;

    /**
     * The parameters. Those of nbdkit's plugin have the same names.
     *
     * @param accessKey who asks
     * @param secretKey signs
     * @param sessionToken goes with keys that expire
     * @param endpointUrl the address of the store
     * @param region where the bucket is
     * @param bucket its name
     * @param key the object, or what those of the parts begin with
     * @param size of a disk in parts
     * @param objectSize of each part
     * @param connections how many requests are under way at a time
     * @param timeout how long the store may be silent
     */
    public record Config(
            @Parameter(
                    syntax = "KEY|+FILE|-|-FD",
                    whenAbsent = "as AWS_ACCESS_KEY_ID, or the user's file of AWS's programs, says",
                    help = "The access key.")
            Optional<Secret> accessKey,

            @Parameter(syntax = "KEY|+FILE|-|-FD", whenAbsent = "likewise", help = "The secret key that belongs to it.")
            Optional<Secret> secretKey,

            @Parameter(syntax = "TOKEN|+FILE|-|-FD", help = "The session token that belongs to keys that expire.")
            Optional<Secret> sessionToken,

            @Parameter(
                    syntax = "URL",
                    example = "https://ceph.example.com",
                    whenAbsent = "as AWS_ENDPOINT_URL_S3 and AWS_ENDPOINT_URL say, or Amazon's",
                    help = "The address of a store that is not Amazon's.")
            Optional<URI> endpointUrl,

            @Parameter(
                    example = "eu-central-1",
                    whenAbsent = "as AWS_REGION says, or us-east-1 until the store names another one",
                    help = "The region of the bucket.")
            Optional<String> region,

            @Parameter(help = "The bucket.") String bucket,

            @Parameter(help = "The object; with size, what the keys of the objects begin with.")
            String key,

            @Parameter(
                    syntax = "SIZE",
                    whenAbsent = "that of the object",
                    help = "The size of a disk whose parts are objects. It can be written to.")
            Optional<Size> size,

            @Parameter(syntax = "SIZE", help = "The size of each of these objects. It belongs to size.")
            Optional<Size> objectSize,

            @Parameter(
                    defaultValue = "16",
                    min = 1,
                    max = 1024,
                    help = "How many requests to the store are under way at a time, for all clients together.")
            int connections,

            @Parameter(defaultValue = "30", help = "How long the store may send nothing before a request fails.")
            Duration timeout) {
        private static final long LARGEST_OBJECT = 1 << 30;

        /** Demands what goes together. */
        public Config {
            if (accessKey.isPresent() != secretKey.isPresent()) {
                String missing = accessKey.isPresent() ? "secret-key" : "access-key";
                throw new ParameterException(missing, "is missing: access-key= and secret-key= belong together");
            }
            if (sessionToken.isPresent() && accessKey.isEmpty()) {
                throw new ParameterException("session-token", "belongs to access-key=, which is missing");
            }
            if (size.isPresent() != objectSize.isPresent()) {
                throw new ParameterException(
                        size.isPresent() ? "object-size" : "size",
                        "is missing: size= and object-size= belong together");
            }
            if (bucket.isEmpty()) {
                throw new ParameterException("bucket", "is empty");
            }
            if (key.isEmpty()) {
                throw new ParameterException("key", "is empty");
            }
            if (timeout.isNegative() || timeout.isZero()) {
                throw new ParameterException("timeout", "must be longer than 0 s");
            }
            endpointUrl.ifPresent(Config::demandWeb);
            if (objectSize.isPresent()) {
                long part = objectSize.get().bytes();
                if (part < 1 || part > LARGEST_OBJECT) {
                    throw new ParameterException(
                            "object-size", "must be from 1 to " + LARGEST_OBJECT + " bytes, not " + part);
                }
                long all = size.get().bytes();
                if (all % part != 0) {
                    throw new ParameterException(
                            "size",
                            "must be a multiple of object-size: " + all + " bytes are not a multiple of " + part
                                    + ", but " + (all / part + 1) * part + " would be");
                }
            }
        }

        private static void demandWeb(URI uri) {
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null) {
                throw new ParameterException(
                        "endpoint-url", "must be an address such as https://ceph.example.com, not '" + uri + "'");
            }
        }
    }

    /**
     * Asks nothing yet.
     *
     * @param config the parameters
     */
    public S3Plugin(Config config) {
        this.config = config;
    }

    @Override
    public void prepare() throws IOException {
        if (config.accessKey().isPresent() && config.secretKey().isPresent()) {
            keys = Optional.of(new Keys(
                    config.accessKey().get().reveal(),
                    config.secretKey().get().reveal(),
                    config.sessionToken().isPresent()
                            ? Optional.of(config.sessionToken().get().reveal())
                            : Optional.empty()));
        }
    }

    @Override
    public void start(Context context) throws IOException {
        Settings settings = new Settings(System.getenv(), Path.of(System.getProperty("user.home", "/")));
        store = new Store(config, keys, settings, context);
    }

    @Override
    public Disk open(Client client) throws IOException {
        if (store == null) {
            throw new IllegalStateException("the plugin has not been started");
        }
        return store.open(client);
    }

    @Override
    public void stop() {
        if (store != null) {
            store.close();
        }
    }
}
