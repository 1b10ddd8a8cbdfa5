// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import dev.platter.api.Details;
import dev.platter.ram.RamDisk;
import java.util.Map;
import java.util.TreeMap;

/** What works on this machine, in nbdkit's words. */
public final class DataDetails implements Details {
    /** Called by the server. */
    public DataDetails() {}

    @Override
    public Map<String, String> details() {
        Map<String, String> details = new TreeMap<>(RamDisk.details());
        details.put("data_base64", "yes");
        return details;
    }
}
