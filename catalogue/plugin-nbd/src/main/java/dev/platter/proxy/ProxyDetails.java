// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import dev.platter.api.Details;
import java.util.LinkedHashMap;
import java.util.Map;

/** What nbdkit's plugin says of the library that it uses, for scripts that ask before they use a parameter. */
public final class ProxyDetails implements Details {
    @Override
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("libnbd_tls", "1");
        details.put("libnbd_uri", "1");
        details.put("libnbd_vsock", "0");
        details.put("libnbd_dynamic_list", "1");
        return details;
    }
}
