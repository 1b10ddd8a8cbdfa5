// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Filter;
import dev.platter.api.Opener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Lets the suite judge a filter that unpacks what is behind it. The suite gives an empty disk, which is not packed. This
 * filter makes a packed file of it: the contents of the file are on the suite's disk, and what is around them, the headers
 * and checksums, is here. The author extends it for the filter, with a {@code Config} and an annotation like those of the filter.
 *
 * @since 0.1
 */
public abstract class PackingFilter implements Filter {
    /** A smaller disk could not be found again in the packed file. */
    private static final int SHORTEST = 4096;

    /** The suite also has a disk of 2^62 bytes, which cannot be packed in memory. */
    private static final int LONGEST = 16 << 20;

    private final Filter unpacking;
    private final Packer packer;
    private Optional<PackedLayout> layout = Optional.empty();

    /** Packs an image so that its bytes are in the file as they are. */
    @FunctionalInterface
    public interface Packer {
        /**
         * Packs an image.
         *
         * @param image its bytes
         * @return the file; for images of one length, each byte of the image is at the same place
         * @throws IOException if that fails
         */
        byte[] pack(byte[] image) throws IOException;
    }

    /**
     * Packs nothing yet.
     *
     * @param unpacking the filter to judge
     * @param packer makes what it unpacks
     */
    protected PackingFilter(Filter unpacking, Packer packer) {
        this.unpacking = unpacking;
        this.packer = packer;
    }

    @Override
    public void prepare() throws IOException {
        unpacking.prepare();
    }

    @Override
    public void accept(Client client) throws IOException {
        unpacking.accept(client);
    }

    @Override
    public void start(Opener next, Context context) throws IOException {
        unpacking.start(next, context);
    }

    /** A disk that is too small or too large to be packed is served as it is. */
    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk disk = next.open(client);
        long size = size(disk);
        if (size < SHORTEST || size > LONGEST) {
            return disk;
        }
        disk.close();
        return unpacking.open(new Packing(next), client);
    }

    private static long size(Disk disk) throws IOException {
        try {
            return disk.size();
        } catch (IOException e) {
            disk.close();
            throw e;
        }
    }

    @Override
    public boolean coexists() {
        return unpacking.coexists();
    }

    @Override
    public void stop() throws IOException {
        unpacking.stop();
    }

    private final class Packing implements Opener {
        private final Opener next;

        private Packing(Opener next) {
            this.next = next;
        }

        @Override
        public Disk open(Client client) throws IOException {
            Disk disk = next.open(client);
            try {
                if (layout.isEmpty()) {
                    layout = Optional.of(PackedLayout.of(packer, (int) disk.size()));
                }
                return new PackedDisk(disk, layout.get());
            } catch (IOException | RuntimeException e) {
                disk.close();
                throw e;
            }
        }

        @Override
        public List<Export> exports(Client client) throws IOException {
            return next.exports(client);
        }

        @Override
        public String defaultExport(Client client) throws IOException {
            return next.defaultExport(client);
        }
    }
}
