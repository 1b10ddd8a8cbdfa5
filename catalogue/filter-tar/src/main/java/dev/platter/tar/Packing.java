// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tar;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** How files begin that were compressed. */
final class Packing {
    private static final Map<String, String> FILTERS =
            Map.of("1f8b", "gzip", "fd377a585a00", "xz", "28b52ffd", "zstd", "425a68", "bzip2", "4c5a4950", "lzip");

    private Packing() {}

    /** The name of the filter that unpacks what begins so, if there is one. */
    static Optional<String> filterFor(ByteBuffer head) {
        return FILTERS.entrySet().stream()
                .filter(packing -> {
                    byte[] magic = HexFormat.of().parseHex(packing.getKey());
                    return head.slice(0, magic.length).equals(ByteBuffer.wrap(magic));
                })
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
