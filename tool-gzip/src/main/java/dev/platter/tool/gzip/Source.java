// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.partitions.DiskReader;
import dev.platter.seekable.ImageInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/** Where an image comes from, with the partition table that may be looked at before the image is read. */
interface Source extends Closeable {
    /** {@return the size of the image in bytes, if it is known beforehand} */
    OptionalLong size();

    /** {@return reads the partition table} */
    DiskReader tables();

    /** {@return the image from its beginning; called once} */
    ImageInput image();

    /**
     * Opens a source.
     *
     * @param word a file, an NBD URI, or a dash for standard input
     * @throws IOException if it cannot be opened
     */
    static Source open(String word, InputStream standard) throws IOException {
        if (word.equals("-")) {
            return new PipeSource(Channels.newChannel(standard));
        }
        if (word.toLowerCase(Locale.ROOT).matches("nbds?(\\+[a-z]+)?:.*")) {
            return new NbdSource(NbdClient.connect(NbdUri.parse(word), NbdSource.CONTEXT));
        }
        return new FileSource(Path.of(word));
    }
}
