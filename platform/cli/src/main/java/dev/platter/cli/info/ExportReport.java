// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import dev.platter.client.BlockSizes;
import dev.platter.client.ExportInfo;
import dev.platter.client.NbdUri;
import dev.platter.nbd.TransmissionFlags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report on one export.
 *
 * @param info what the server says
 * @param description the server's sentence, from its list where {@code info} has none
 * @param content what file(1) says about the first bytes, if it was asked
 * @param uri where the export is
 * @param contexts the names of its metadata contexts
 */
record ExportReport(
        ExportInfo info, Optional<String> description, Optional<String> content, NbdUri uri, List<String> contexts) {

    /** The name that the server prefers. */
    String name() {
        return info.canonicalName().orElse(info.name());
    }

    /** Yes-or-no properties by nbdinfo's names, in nbdinfo's order. */
    Map<String, Boolean> properties() {
        Map<String, Boolean> properties = new LinkedHashMap<>();
        properties.put("is_rotational", info.has(TransmissionFlags.ROTATIONAL));
        properties.put("is_read_only", info.has(TransmissionFlags.READ_ONLY));
        properties.put("can_block_status_payload", info.has(TransmissionFlags.BLOCK_STATUS_PAYLOAD));
        properties.put("can_cache", info.has(TransmissionFlags.SEND_CACHE));
        properties.put("can_df", info.has(TransmissionFlags.SEND_DF));
        properties.put("can_fast_zero", info.has(TransmissionFlags.SEND_FAST_ZERO));
        properties.put("can_flush", info.has(TransmissionFlags.SEND_FLUSH));
        properties.put("can_fua", info.has(TransmissionFlags.SEND_FUA));
        properties.put("can_multi_conn", info.has(TransmissionFlags.CAN_MULTI_CONN));
        properties.put("can_trim", info.has(TransmissionFlags.SEND_TRIM));
        properties.put("can_zero", info.has(TransmissionFlags.SEND_WRITE_ZEROES));
        return properties;
    }

    /** In bytes, by nbdinfo's names, in nbdinfo's order; empty if the server named none. */
    Map<String, Long> blockSizes() {
        Map<String, Long> sizes = new LinkedHashMap<>();
        if (info.blockSizes().isPresent()) {
            BlockSizes named = info.blockSizes().get();
            sizes.put("block_size_minimum", named.minimum());
            sizes.put("block_size_preferred", named.preferred());
            sizes.put("block_size_maximum", named.maximum());
        }
        return sizes;
    }
}
