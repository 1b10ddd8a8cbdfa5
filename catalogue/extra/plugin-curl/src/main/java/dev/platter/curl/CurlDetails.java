// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.api.Details;
import java.util.Map;

/** What nbdkit's plugin says of the library that it uses, for scripts that ask before they use a protocol. */
public final class CurlDetails implements Details {
    @Override
    public Map<String, String> details() {
        return Map.of("curl_protocol_http", "yes", "curl_protocol_https", "yes");
    }
}
