// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.deploy;

import dev.platter.host.RefusedException;
import dev.platter.host.JarContent;
import java.nio.file.Path;

/** Is told what happens in a deploy folder; one call at a time. */
public interface DeployListener {
    /**
     * A whole jar is there, or another content where one was.
     *
     * @param content the jar
     * @throws RefusedException if it cannot be used; the message is kept beside the jar
     */
    void deployed(JarContent content) throws RefusedException;

    /**
     * A file is there that is no whole jar, and does not change any more.
     *
     * @param jar where it is
     * @param why what is wrong with it
     */
    void damaged(Path jar, String why);

    /**
     * A jar has gone.
     *
     * @param jar where it was
     */
    void removed(Path jar);
}
