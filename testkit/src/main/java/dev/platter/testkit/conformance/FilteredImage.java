// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Filter;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.FakeDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Lets the suite judge a filter that shows what is in an image of some format, and cannot write to it: the filter in front of one
 * image, as a plugin with {@link Trait#FIXED_CONTENT}. The author extends it with an annotation, and judges it by
 * {@link PluginConformance}. For filters whose images can be written to there is {@link PackingFilter}.
 *
 * @since 0.1
 */
public abstract class FilteredImage implements Plugin {
    private final Filter filter;
    private final FakeDisk disk;

    /**
     * Puts a filter in front of an image.
     *
     * @param filter to judge
     * @param image what the disk behind the filter has
     */
    protected FilteredImage(Filter filter, byte[] image) {
        this.filter = filter;
        disk = FakeDisk.of(image.length);
        try {
            disk.write(ByteBuffer.allocateDirect(image.length).put(image).flip(), 0, RequestFlags.NONE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private final class Behind implements Opener {
        @Override
        public Disk open(Client client) {
            disk.forget();
            return disk;
        }

        @Override
        public List<Export> exports(Client client) {
            return List.of(new Export("", ""));
        }

        @Override
        public String defaultExport(Client client) {
            return "";
        }
    }

    @Override
    public void prepare() throws IOException {
        filter.prepare();
    }

    @Override
    public void start(Context context) throws IOException {
        filter.start(new Behind(), context);
    }

    @Override
    public Disk open(Client client) throws IOException {
        return filter.open(new Behind(), client);
    }

    @Override
    public boolean coexists() {
        return filter.coexists();
    }

    @Override
    public void stop() throws IOException {
        filter.stop();
    }
}
