// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A snapshot of all metrics, to be written as text. The text is many times as large as the snapshot, 15 MB for a thousand
 * exports, so it is streamed rather than held in memory.
 */
public final class Exposition {
    private final ExpositionFormatWriter writer;
    private final MetricSnapshots snapshots;

    Exposition(ExpositionFormatWriter writer, MetricSnapshots snapshots) {
        this.writer = writer;
        this.snapshots = snapshots;
    }

    /**
     * The format of the text.
     *
     * @return its media type, for HTTP
     */
    public String contentType() {
        return writer.getContentType();
    }

    /**
     * Writes the snapshot as text.
     *
     * @param out receives UTF-8; stays open
     * @throws IOException if writing fails
     */
    public void writeTo(OutputStream out) throws IOException {
        writer.write(out, snapshots);
    }
}
