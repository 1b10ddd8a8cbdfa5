// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.qcow2dec;

import dev.platter.api.Contents;
import dev.platter.api.NbdPlugin;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.conformance.FilteredImage;
import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class Qcow2decConformanceTest extends PluginConformance {
    @NbdPlugin(name = "image", summary = "a disk in an image", contents = Contents.ELSEWHERE)
    public static final class Image extends FilteredImage {
        public Image() {
            super(
                    new Qcow2decFilter(new Qcow2decFilter.Config(List.of(), new Size(1 << 20))),
                    Images.image(Images.disk()));
        }
    }

    @Override
    protected Subject subject() {
        return Subject.of(Image.class).that(Trait.FIXED_CONTENT);
    }
}
