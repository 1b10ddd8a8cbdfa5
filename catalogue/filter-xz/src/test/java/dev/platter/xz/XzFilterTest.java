// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.xz;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Filter;
import dev.platter.api.parameters.Size;
import dev.platter.seekable.KeptRegion;
import dev.platter.testkit.Served;
import dev.platter.testkit.conformance.UnpackingConformance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/** The filter in the real engine. What it reads and writes is tested where that is done. */
@Tag("same-in-both-modes")
class XzFilterTest extends UnpackingConformance {
    private static Filter filter(Optional<Size> longest) {
        return new XzFilter(new XzFilter.Config(longest, Optional.empty(), new Size(64 << 20)));
    }

    @Override
    protected Filter filter() {
        return filter(Optional.empty());
    }

    @Override
    protected byte[] keeping(byte[] image, long start, long end) throws IOException {
        return Images.made(image, new KeptRegion(start, end, ""));
    }

    @Override
    protected byte[] packed(byte[] image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(0))) {
            xz.write(image);
        }
        return out.toByteArray();
    }

    @Override
    protected byte[] unpacked(byte[] file) throws IOException {
        try (XZInputStream in = new XZInputStream(new ByteArrayInputStream(file))) {
            return in.readAllBytes();
        }
    }

    @Test
    void aBlockThatIsLongerThanAllowedIsRefusedWithBothNumbers() throws IOException {
        try (Served served = Served.of(foreign().plugin(), filter(Optional.of(new Size(SIZE - 1))))) {
            IOException refused = assertThrows(IOException.class, served::client);

            assertTrue(refused.getMessage().contains(SIZE + " bytes"), refused.getMessage());
            assertTrue(refused.getMessage().contains("--block-size=" + (SIZE - 1)), refused.getMessage());
        }
    }
}
