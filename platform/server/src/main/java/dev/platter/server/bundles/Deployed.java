// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.bundles;

import dev.platter.host.SharedBundle;
import java.nio.file.Path;
import java.util.List;

/**
 * A usable jar of the deploy folder.
 *
 * @param jar its path, even if the file has gone
 * @param digest identifies its content
 * @param bundles the bundles in it
 * @param rolledBack whether it was rolled back, and so is passed over
 * @param orphaned whether its file has gone
 */
record Deployed(Path jar, String digest, List<SharedBundle> bundles, boolean rolledBack, boolean orphaned) {
    boolean isOffered() {
        return !rolledBack;
    }

    Deployed rolledBack(boolean now) {
        return new Deployed(jar, digest, bundles, now, orphaned);
    }

    /** The same jar, with its file present. */
    Deployed asFound() {
        return new Deployed(jar, digest, bundles, rolledBack, false);
    }

    Deployed asOrphan() {
        return new Deployed(jar, digest, bundles, rolledBack, true);
    }
}
