// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Who is at the other end of a Unix socket, as the kernel says.
 *
 * @since 0.1
 */
@ProviderType
public interface UnixCredentials {
    /**
     * The process that connected.
     *
     * @return its id, or 0 on systems that do not tell
     */
    int pid();

    /**
     * The user of that process.
     *
     * @return the user's number
     */
    int uid();

    /**
     * The group of that process.
     *
     * @return the group's number
     */
    int gid();
}
