// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.disk;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.Opener;
import dev.platter.seekable.IndexCache;
import dev.platter.seekable.ReadableFormat;
import java.io.IOException;

/**
 * Unpacks what is behind it, at any place, and lets clients write to the regions that platter-gzip has kept. A filter
 * extends this for a format, and has the annotation and the parameters.
 */
public abstract class ImageFilter implements Filter {
    private final SharedImage image;
    private Context context;

    /**
     * Opens nothing yet.
     *
     * @param format of the file behind
     * @param cacheSize how many bytes of what was unpacked to keep
     * @param index where to keep what is found out by reading the whole file
     */
    protected ImageFilter(ReadableFormat format, long cacheSize, IndexCache index) {
        image = new SharedImage(format, cacheSize, index);
    }

    @Override
    public void start(Opener next, Context context) {
        this.context = context;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return image.open(next, context, client);
    }

    /** Two instances would each take the file for writing. */
    @Override
    public boolean coexists() {
        return false;
    }

    @Override
    public void stop() throws IOException {
        image.stop();
    }
}
