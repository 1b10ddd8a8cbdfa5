// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.api.Details;
import dev.platter.files.Access;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What this system can do with files, in nbdkit's words; a file system or device may still refuse it. */
public final class FileDetails implements Details {
    private static final List<String> OF_LINUX = List.of(
            "file_block_size",
            "file_blkrotational",
            "file_blksszget",
            "file_blkdiscard",
            "file_blkzeroout",
            "file_extents",
            "file_falloc_fl_punch_hole",
            "file_falloc_fl_zero_range");

    /** Called by the server. */
    public FileDetails() {}

    @Override
    public Map<String, String> details() {
        return of(Access.best());
    }

    /** As in nbdkit's output, what is missing is left out. */
    static Map<String, String> of(Access access) {
        Map<String, String> details = new LinkedHashMap<>();
        if (access == Access.LINUX) {
            OF_LINUX.forEach(name -> details.put(name, "yes"));
        }
        return details;
    }
}
