// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Export;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.nbd.NbdError;
import dev.platter.rbd.library.CephLibraries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves an image of a Ceph cluster, or all images of a pool. */
@NbdPlugin(
        name = "rbd",
        summary = "images of a Ceph cluster",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class RbdPlugin implements Plugin {
    private final Config config;
    private final Identity identity;
    private @Nullable Images images;

    /**
     * The parameters. Exactly one of the first two is given.
     *
     * @param image the image that all clients get
     * @param pool the pool whose images are the exports
     * @param conf the configuration of Ceph
     * @param id the user of the cluster, without {@code client.}
     * @param cluster the name of the cluster
     * @param keyring the file with the user's key
     * @param monHost the monitors
     * @param connectTimeout how long to wait for them
     * @param options of librbd and librados
     */
    public record Config(
            @Parameter(
                    magic = true,
                    once = true,
                    syntax = "POOL[/NAMESPACE]/IMAGE[@SNAPSHOT]",
                    example = "rbd/disk",
                    help = "The image to serve, or one of its snapshots, which is read-only.")
            Optional<ImageName> image,

            @Parameter(
                    syntax = "POOL[/NAMESPACE]",
                    example = "rbd",
                    help = "A pool, in place of image: each of its images is an export of that name, and a"
                            + " client can ask for IMAGE@SNAPSHOT too.")
            Optional<PoolName> pool,

            @Parameter(
                    example = "/etc/ceph/ceph.conf",
                    whenAbsent = "what CEPH_CONF names, or /etc/ceph/CLUSTER.conf",
                    help = "The configuration file of Ceph.")
            Optional<Path> conf,

            @Parameter(
                    defaultValue = "admin",
                    help = "The user of the cluster, without the client. that Ceph puts in front.")
            String id,

            @Parameter(defaultValue = "ceph", help = "The name of the cluster, which its files begin with.")
            String cluster,

            @Parameter(
                    example = "/etc/ceph/ceph.client.disks.keyring",
                    whenAbsent = "as the configuration file says",
                    help = "A file with the key of the user.")
            Optional<Path> keyring,

            @Parameter(
                    example = "192.0.2.1,192.0.2.2",
                    whenAbsent = "as the configuration file says",
                    help = "The addresses of the monitors, with commas between them.")
            Optional<String> monHost,

            @Parameter(
                    defaultValue = "30",
                    help = "How long to wait for a monitor, when the server starts and when it is asked later.")
            Duration connectTimeout,

            @Parameter(
                    rest = true,
                    help = "Options of librbd and librados, such as rbd_cache=true, which count more than the"
                            + " configuration file.")
            List<KeyValue> options) {
        /** Demands an image or a pool. */
        public Config {
            if (image.isEmpty() && pool.isEmpty()) {
                throw new ParameterException(
                        "image", "must be given, as POOL/IMAGE; or pool=POOL to serve all images of a pool");
            }
            if (image.isPresent() && pool.isPresent()) {
                throw new ParameterException(
                        "pool", "cannot be given together with image=, which names its pool: choose one of them");
            }
            if (connectTimeout.isNegative() || connectTimeout.isZero()) {
                throw new ParameterException("connect-timeout", "must be more than 0");
            }
        }
    }

    public RbdPlugin(Config config) {
        this.config = config;
        identity = new Identity(config);
    }

    /** A cluster that cannot be reached, and an image that is not there, are told at once rather than to the first client. */
    @Override
    public void start(Context context) throws IOException {
        CephLibraries.require();
        Images started = new Images(identity, context);
        images = started;
        started.reach();
        new FirstLook(config.connectTimeout(), context.workers()).at(() -> {
            if (config.image().isPresent()) {
                started.check(config.image().get());
            } else {
                started.list(config.pool().orElseThrow());
            }
        });
    }

    private Images images() {
        Images started = images;
        if (started == null) {
            throw new IllegalStateException("the plugin has not been started");
        }
        return started;
    }

    @Override
    public List<Export> exports(Client client) throws IOException {
        if (config.pool().isEmpty()) {
            return Plugin.super.exports(client);
        }
        return images().list(config.pool().get()).stream()
                .map(name -> new Export(name, ""))
                .toList();
    }

    @Override
    public Disk open(Client client) throws IOException {
        return images().open(name(client), client);
    }

    private ImageName name(Client client) throws IOException {
        if (config.image().isPresent()) {
            return config.image().get();
        }
        PoolName pool = config.pool().orElseThrow();
        if (client.exportName().isEmpty()) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "ask for an export by the name of an image: this server has all of the pool " + pool);
        }
        try {
            return ImageName.of(pool, client.exportName());
        } catch (IllegalArgumentException e) {
            throw new DiskException(NbdError.EINVAL, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void stop() {
        Images started = images;
        if (started != null) {
            started.close();
        }
    }
}
