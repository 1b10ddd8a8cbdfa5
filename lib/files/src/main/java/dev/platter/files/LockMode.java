// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

/** What happens if another program uses a file in a way that does not go together with ours. */
public enum LockMode {
    /** Nothing: no locks are taken, and none are looked at. */
    NONE,
    /** The log says so. */
    WARN,
    /** The client is refused, also if the file cannot be locked at all. */
    REQUIRE
}
