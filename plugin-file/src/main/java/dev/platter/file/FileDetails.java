package dev.platter.file;

import dev.platter.api.Details;
import java.util.Map;
import java.util.TreeMap;

/** What this system has to offer for files, in nbdkit's words; a file system may still refuse it. */
public final class FileDetails implements Details {
    /** Called by the server. */
    public FileDetails() {}

    @Override
    public Map<String, String> details() {
        String linux = Libc.load().isPresent() ? "yes" : "no";
        return new TreeMap<>(Map.of(
                "file_extents", linux,
                "file_falloc_fl_punch_hole", linux,
                "file_falloc_fl_zero_range", linux));
    }
}
