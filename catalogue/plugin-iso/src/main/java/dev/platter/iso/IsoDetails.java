// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.iso;

import dev.platter.api.Details;
import java.util.Map;

/** The program that makes images, in nbdkit's words. */
public final class IsoDetails implements Details {
    /** Called by the server. */
    public IsoDetails() {}

    @Override
    public Map<String, String> details() {
        return Map.of("iso_prog", IsoProgram.usual().word());
    }
}
