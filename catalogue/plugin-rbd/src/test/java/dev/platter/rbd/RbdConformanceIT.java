// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The suite over images with and without the features that change what is asked of the cluster. */
@Tag("long")
@Tag("same-in-both-modes")
@ExtendWith(CephCluster.class)
@ResourceLock(value = CephCluster.WHOLE, mode = ResourceAccessMode.READ)
class RbdConformanceIT {
    private abstract static class Conformance extends PluginConformance {
        private final String[] create;
        private CephCluster.Running cluster;
        private String image;

        Conformance(String... create) {
            this.create = create;
        }

        @BeforeEach
        void create(CephCluster.Running running) throws IOException {
            cluster = running;
            image = running.create("suite", "1000001B", create);
        }

        @Override
        protected Subject subject() {
            return Subject.of(RbdPlugin.class)
                    .with("image", "rbd/" + image)
                    .with("conf", cluster.conf().toString())
                    .refusing("image", "rbd/no-such-image", "no-such-image")
                    .refusing("image", "no-such-pool/disk", "no-such-pool");
        }
    }

    /** As images are by default: the lock, and a map of objects. */
    @Nested
    class ByDefault extends Conformance {}

    @Nested
    class Plain extends Conformance {
        Plain() {
            super("--image-feature", "layering", "--object-size", "64K");
        }
    }

    @Nested
    class Striped extends Conformance {
        Striped() {
            super(
                    "--image-feature",
                    "layering,striping",
                    "--object-size",
                    "256K",
                    "--stripe-unit",
                    "8K",
                    "--stripe-count",
                    "3");
        }
    }
}
