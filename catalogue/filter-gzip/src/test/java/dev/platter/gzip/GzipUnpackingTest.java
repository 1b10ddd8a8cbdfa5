// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.gzip;

import dev.platter.api.Filter;
import dev.platter.api.parameters.Size;
import dev.platter.seekable.KeptRegion;
import dev.platter.testkit.conformance.UnpackingConformance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;

/** The filter in the real engine. */
@Tag("same-in-both-modes")
class GzipUnpackingTest extends UnpackingConformance {
    @Override
    protected Filter filter() {
        return new GzipFilter(new GzipFilter.Config(new Size(64 << 20), Optional.empty()));
    }

    @Override
    protected byte[] keeping(byte[] image, long start, long end) throws IOException {
        return Images.made(image, new KeptRegion(start, end, ""));
    }

    @Override
    protected byte[] packed(byte[] image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(image);
        }
        return out.toByteArray();
    }

    @Override
    protected byte[] unpacked(byte[] file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
