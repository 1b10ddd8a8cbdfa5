// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Export;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The rules under which an export is served. Immutable; the state that they apply to is in an {@link ExportAccount}.
 *
 * @param readOnly whether clients may not write, even if the chain could
 * @param tlsOnly whether only clients that use TLS are served, and others do not see the export in a list
 * @param listed whether the export is in the list that clients may ask for
 * @param entry the export's name and description, which replace the plugin's; the plugin is then asked for its default
 *     export. Empty if the plugin decides which names it lists and opens
 * @param admission which clients may open the export
 * @param connections how many clients may have opened the export at a time; empty for any number
 * @param bandwidth how many bytes per second all its clients together may read and write; empty for no limit
 * @param hangingOpens how many calls that open its disk may hang, before further clients are refused
 */
public record ExportPolicy(
        boolean readOnly,
        boolean tlsOnly,
        boolean listed,
        Optional<Export> entry,
        Admission admission,
        OptionalInt connections,
        OptionalLong bandwidth,
        int hangingOpens) {
    private static final int DEFAULT_HANGING_OPENS = 16;

    /** Every client may do everything, as fast as possible. */
    public static final ExportPolicy OPEN = new ExportPolicy(
            false,
            false,
            true,
            Optional.empty(),
            Admission.OF_ALL,
            OptionalInt.empty(),
            OptionalLong.empty(),
            DEFAULT_HANGING_OPENS);

    /**
     * The same policy, with another number of opens that may hang.
     *
     * @param most how many, at least 1
     * @return another policy
     */
    public ExportPolicy withHangingOpens(int most) {
        return new ExportPolicy(readOnly, tlsOnly, listed, entry, admission, connections, bandwidth, most);
    }

    /**
     * The same policy, for reading only.
     *
     * @return another policy
     */
    public ExportPolicy withReadOnly() {
        return new ExportPolicy(true, tlsOnly, listed, entry, admission, connections, bandwidth, hangingOpens);
    }

    /**
     * The same policy, for clients with TLS only.
     *
     * @return another policy
     */
    public ExportPolicy withTlsOnly() {
        return new ExportPolicy(readOnly, true, listed, entry, admission, connections, bandwidth, hangingOpens);
    }

    /**
     * The same policy, for admitted clients only.
     *
     * @param admits decides which clients are admitted
     * @return another policy
     */
    public ExportPolicy withAdmission(Admission admits) {
        return new ExportPolicy(readOnly, tlsOnly, listed, entry, admits, connections, bandwidth, hangingOpens);
    }

    /**
     * The same policy, for a limited number of clients.
     *
     * @param most the largest number of connections at a time, at least 1
     * @return another policy
     */
    public ExportPolicy withConnections(int most) {
        return new ExportPolicy(
                readOnly, tlsOnly, listed, entry, admission, OptionalInt.of(most), bandwidth, hangingOpens);
    }

    /**
     * The same policy, at a limited speed.
     *
     * @param bytesPerSecond the limit for all clients together, at least 1
     * @return another policy
     */
    public ExportPolicy withBandwidth(long bytesPerSecond) {
        return new ExportPolicy(
                readOnly,
                tlsOnly,
                listed,
                entry,
                admission,
                connections,
                OptionalLong.of(bytesPerSecond),
                hangingOpens);
    }

    /**
     * The same policy, left out of lists.
     *
     * @return another policy
     */
    public ExportPolicy withoutListing() {
        return new ExportPolicy(readOnly, tlsOnly, false, entry, admission, connections, bandwidth, hangingOpens);
    }

    /**
     * The same policy, with a name and description of its own.
     *
     * @param own name and description
     * @return another policy
     */
    public ExportPolicy withEntry(Export own) {
        return new ExportPolicy(
                readOnly, tlsOnly, listed, Optional.of(own), admission, connections, bandwidth, hangingOpens);
    }
}
