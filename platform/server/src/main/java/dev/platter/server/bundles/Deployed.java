// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.bundles;

import dev.platter.host.SharedBundle;
import java.nio.file.Path;
import java.util.List;

/**
 * A jar of the deploy folder that is in order.
 *
 * @param jar where it is, or was
 * @param digest what tells its content from others
 * @param bundles what it holds
 * @param rolledBack whether it is passed over
 * @param orphaned whether its file has gone
 */
record Deployed(Path jar, String digest, List<SharedBundle> bundles, boolean rolledBack, boolean orphaned) {
    boolean isOffered() {
        return !rolledBack;
    }

    Deployed rolledBack(boolean now) {
        return new Deployed(jar, digest, bundles, now, orphaned);
    }

    /** Its file is there. */
    Deployed asFound() {
        return new Deployed(jar, digest, bundles, rolledBack, false);
    }

    Deployed asOrphan() {
        return new Deployed(jar, digest, bundles, rolledBack, true);
    }
}
