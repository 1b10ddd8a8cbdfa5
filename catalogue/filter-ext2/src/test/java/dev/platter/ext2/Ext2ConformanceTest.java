// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ext2;

import dev.platter.api.Contents;
import dev.platter.api.NbdPlugin;
import dev.platter.testkit.conformance.FilteredImage;
import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class Ext2ConformanceTest extends PluginConformance {
    @NbdPlugin(name = "image", summary = "a file in a file system", contents = Contents.ELSEWHERE)
    public static final class Image extends FilteredImage {
        public Image() {
            super(new Ext2Filter(new Ext2Filter.Config("/disk.img")), new SmallFileSystem().array());
        }
    }

    @Override
    protected Subject subject() {
        return Subject.of(Image.class).that(Trait.FIXED_CONTENT);
    }
}
