// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.lzip;

import dev.platter.api.Contents;
import dev.platter.api.NbdPlugin;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.conformance.FilteredImage;
import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class LzipConformanceTest extends PluginConformance {
    @NbdPlugin(name = "packed", summary = "an image that is compressed", contents = Contents.ELSEWHERE)
    public static final class Packed extends FilteredImage {
        public Packed() throws IOException {
            super(
                    new LzipFilter(new LzipFilter.Config(Optional.empty(), Optional.empty(), new Size(64 << 20))),
                    Images.packed(Images.image()));
        }
    }

    @Override
    protected Subject subject() {
        return Subject.of(Packed.class).that(Trait.FIXED_CONTENT);
    }
}
