// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.deploy;

import dev.platter.host.JarContent;
import dev.platter.host.RefusedException;
import java.nio.file.Path;

/** Receives the changes of a deploy folder, one call at a time. */
public interface DeployListener {
    /**
     * A complete jar is new, or has new content.
     *
     * @param content the jar
     * @throws RefusedException if it cannot be used; the message is written to a file beside the jar
     */
    void deployed(JarContent content) throws RefusedException;

    /**
     * A file is not a complete jar, and no longer changes.
     *
     * @param jar its path
     * @param why what is wrong with it
     */
    void damaged(Path jar, String why);

    /**
     * A jar was removed.
     *
     * @param jar its path
     */
    void removed(Path jar);
}
