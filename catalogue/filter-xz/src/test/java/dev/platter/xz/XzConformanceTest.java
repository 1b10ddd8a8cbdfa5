// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.xz;

import dev.platter.api.Contents;
import dev.platter.api.NbdFilter;
import dev.platter.seekable.KeptRegion;
import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.PackingFilter;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;

/** The suite's disk is the kept region of an image. */
@Tag("same-in-both-modes")
class XzConformanceTest extends FilterConformance {
    @NbdFilter(name = "xz", summary = "an image that is kept as a whole", contents = Contents.ELSEWHERE)
    public static final class Kept extends PackingFilter {
        public Kept(XzFilter.Config config) {
            super(new XzFilter(config), image -> Images.made(image, new KeptRegion(0, image.length, "")));
        }
    }

    @Override
    protected Subject subject() {
        return Subject.of(Kept.class).with("xz-cache", "1M");
    }
}
