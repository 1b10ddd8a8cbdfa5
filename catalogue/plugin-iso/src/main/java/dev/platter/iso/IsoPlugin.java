// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.iso;

import dev.platter.api.BlockSizes;
import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.NbdPlugin;
import dev.platter.api.RangeDisk;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.images.ImagePlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Serves the files of folders on a CD. The image is made when the server starts. */
@NbdPlugin(
        name = "iso",
        summary = "a CD with the files of folders",
        threadModel = ThreadModel.PARALLEL,
        details = IsoDetails.class,
        contents = Contents.ELSEWHERE)
public final class IsoPlugin extends ImagePlugin {
    private static final String NAME = "iso";

    /** The sector of a CD, in bytes. */
    private static final BlockSizes SECTORS = new BlockSizes(1, 2048, Long.MAX_VALUE, Long.MAX_VALUE);

    private final Config config;

    /**
     * The parameters.
     *
     * @param dir the folders
     * @param params further options of the program
     * @param prog the program
     */
    public record Config(
            @Parameter(
                    magic = true,
                    help = "A folder whose files and folders are on the CD. Several folders become one.")
            List<Path> dir,

            @Parameter(defaultValue = "", help = "Further options of the program, as they are written in the shell.")
            String params,

            @Parameter(
                    whenAbsent = "xorriso, genisoimage or mkisofs: the first that this system has",
                    help = "The program that makes the image.")
            Optional<String> prog) {
        /**
         * Demands a folder.
         *
         * @throws ParameterException if there is none
         */
        public Config {
            if (dir.isEmpty()) {
                throw new ParameterException(
                        "dir",
                        "you must supply the dir=<DIRECTORY> parameter after the plugin name on the command line: name"
                                + " a folder");
            }
        }
    }

    /**
     * Reads the parameters, and nothing that they refer to.
     *
     * @param config the parameters
     */
    public IsoPlugin(Config config) {
        super(NAME);
        this.config = config;
    }

    @Override
    protected Path make(Path folder) throws IOException {
        for (Path dir : config.dir()) {
            requireFolder(dir);
        }
        Path image = folder.resolve("image.iso");
        IsoProgram program = config.prog().map(IsoProgram::new).orElseGet(IsoProgram::usual);
        program.command(config.params(), config.dir(), NewestFile.in(config.dir()), image)
                .run(folder, Optional.empty());
        return image;
    }

    @Override
    public Disk open(Client client) throws IOException {
        Disk image = image(client);
        try {
            return new RangeDisk(image, 0, image.size()) {
                @Override
                public Features features() throws IOException {
                    return super.features().withBlockSizes(SECTORS);
                }
            };
        } catch (IOException | RuntimeException e) {
            try (image) {
                throw e;
            }
        }
    }
}
