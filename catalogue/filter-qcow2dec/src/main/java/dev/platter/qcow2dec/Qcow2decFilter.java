// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.qcow2dec;

import dev.platter.api.Contents;
import dev.platter.api.NbdFilter;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import dev.platter.seekable.IndexCache;
import dev.platter.seekable.disk.ImageFilter;
import dev.platter.seekable.qcow2.Qcow2Format;
import java.nio.file.Path;
import java.util.List;

/** Serves the disk that the qcow2 image behind it has. */
@NbdFilter(
        name = "qcow2dec",
        summary = "serves the disk that a qcow2 image has",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class Qcow2decFilter extends ImageFilter {
    /**
     * The parameters.
     *
     * @param qcow2decBacking the backing files, from the image on
     * @param qcow2decCache how much of what was unpacked to keep
     */
    public record Config(
            @Parameter(
                    help = "The backing file of the image, if it has one. Given several times: then that of the backing"
                            + " file, and so on.")
            List<Path> qcow2decBacking,

            @Parameter(defaultValue = "16M", help = "How much of compressed clusters to keep in memory, unpacked.")
            Size qcow2decCache) {}

    public Qcow2decFilter(Config config) {
        super(new Qcow2Format(config.qcow2decBacking()), config.qcow2decCache().bytes(), IndexCache.none());
    }
}
