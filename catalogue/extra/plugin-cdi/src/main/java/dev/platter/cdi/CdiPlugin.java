// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.images.ImagePlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Serves a layer of a container image, which is an archive of tar, read-only. */
@NbdPlugin(
        name = "cdi",
        summary = "a layer of a container image",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class CdiPlugin extends ImagePlugin {
    private final Config config;

    /**
     * The parameters.
     *
     * @param name of the image
     * @param layer which one, from 0
     * @param platform the kind of machine that an image is for which is for several
     * @param tlsVerify whether the registry must show that it is itself
     * @param timeout how long it may be silent
     */
    public record Config(
            @Parameter(
                    magic = true,
                    once = true,
                    syntax = "NAME[:TAG|@DIGEST]",
                    example = "quay.io/kubevirt/fedora-cloud-container-disk-demo",
                    help = "The image. Without a registry it is Docker's.")
            ImageName name,

            @Parameter(defaultValue = "0", min = 0, help = "Which layer, counted from 0, the lowest.")
            int layer,

            @Parameter(
                    example = "linux/arm64",
                    whenAbsent = "Linux on this machine's processor",
                    help = "The kind of machine, if the image is for several.")
            Optional<String> platform,

            @Parameter(
                    defaultValue = "true",
                    help = "Whether the registry must have a certificate. Without, it may also speak http, and"
                            + " somebody in between can replace an image that is not named by its digest.")
            boolean tlsVerify,

            @Parameter(defaultValue = "30", help = "How long the registry may send nothing before this fails.")
            Duration timeout) {
        /** Checks the time. */
        public Config {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new ParameterException("timeout", "must be longer than 0 s");
            }
        }

        String machine() {
            String processor = System.getProperty("os.arch", "");
            return platform.orElse("linux/"
                    + switch (processor) {
                        case "x86_64" -> "amd64";
                        case "aarch64" -> "arm64";
                        default -> processor;
                    });
        }
    }

    /**
     * Fetches nothing yet.
     *
     * @param config the parameters
     */
    public CdiPlugin(Config config) {
        super("cdi");
        this.config = config;
    }

    @Override
    protected Path make(Path folder) throws IOException {
        return new Fetching(config, System.getenv(), Path.of(System.getProperty("user.home", "/"))).layer(folder);
    }

    @Override
    public Disk open(Client client) throws IOException {
        return image(client);
    }
}
