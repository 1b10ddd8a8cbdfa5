// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

/** What happens to file data in the system's memory. */
public enum CacheMode {
    /** The system decides. */
    DEFAULT,
    /** It is dropped after use, so that serving a large file does not evict everything else. */
    NONE
}
