// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.zstd;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
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

/** The filter in the real engine. What it reads and writes is tested where that is done. */
@Tag("same-in-both-modes")
class ZstdFilterTest extends UnpackingConformance {
    private static Filter filter(Optional<Size> longest) {
        return new ZstdFilter(new ZstdFilter.Config(longest, new Size(64 << 20), Optional.empty()));
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
        try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
            zstd.write(image);
        }
        return out.toByteArray();
    }

    @Override
    protected byte[] unpacked(byte[] file) throws IOException {
        try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(file))) {
            return in.readAllBytes();
        }
    }

    @Test
    void aFrameThatIsLongerThanAllowedIsRefusedWithBothNumbers() throws IOException {
        try (Served served = Served.of(foreign().plugin(), filter(Optional.of(new Size(SIZE - 1))))) {
            IOException refused = assertThrows(IOException.class, served::client);

            assertTrue(refused.getMessage().contains(SIZE + " bytes"), refused.getMessage());
            assertTrue(refused.getMessage().contains("allowed is " + (SIZE - 1)), refused.getMessage());
        }
    }
}
