// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitwhen;

import dev.platter.api.Details;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which events this system can notice; the filter's name is put before the keys. */
public final class ExitWhenDetails implements Details {
    static final boolean ON_LINUX = System.getProperty("os.name").startsWith("Linux");
    private static final boolean ON_WINDOWS = System.getProperty("os.name").startsWith("Windows");
    static final File NULL_DEVICE = new File(ON_WINDOWS ? "NUL" : "/dev/null");

    /** Called by the server. */
    public ExitWhenDetails() {}

    @Override
    public Map<String, String> details() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("file_created", "yes");
        lines.put("file_deleted", "yes");
        lines.put("process_exits", "yes");
        lines.put("pipe_closed", ON_LINUX ? "yes" : "no");
        lines.put("script", ON_WINDOWS ? "no" : "yes");
        return lines;
    }
}
