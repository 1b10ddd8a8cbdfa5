// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The process at the other end of a Unix socket, as the kernel reports it. Immutable.
 *
 * @since 0.1
 */
@ProviderType
public interface UnixCredentials {
    /** {@return the id of the process that connected, or 0 on systems that do not tell} */
    int pid();

    /** {@return the number of that process's user} */
    int uid();

    /** {@return the number of that process's group} */
    int gid();
}
