// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Numbers of one moment, to be written down. As text they are many times as large: with a thousand exports 15 MB, which
 * nobody should have in memory.
 */
public final class Exposition {
    private final ExpositionFormatWriter writer;
    private final MetricSnapshots snapshots;

    Exposition(ExpositionFormatWriter writer, MetricSnapshots snapshots) {
        this.writer = writer;
        this.snapshots = snapshots;
    }

    /**
     * The format.
     *
     * @return its type, for HTTP
     */
    public String contentType() {
        return writer.getContentType();
    }

    /**
     * Writes the text.
     *
     * @param out where to, in UTF-8; stays open
     * @throws IOException if that fails
     */
    public void writeTo(OutputStream out) throws IOException {
        writer.write(out, snapshots);
    }
}
