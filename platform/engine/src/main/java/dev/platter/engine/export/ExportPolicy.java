// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Export;
import dev.platter.engine.traffic.ExportTraffic;
import java.util.Optional;

/**
 * The rules under which an export is served. Immutable.
 *
 * @param readOnly whether clients are kept from writing, whatever the chain could do
 * @param tlsOnly whether only clients that use TLS are served, and others do not see it in a list
 * @param listed whether it is in the list that clients may ask for
 * @param entry how it is called, whatever its plugin calls it; the plugin is asked for its default export then. Empty if
 *     the plugin decides which names it lists and opens
 * @param admission who may open it
 * @param pace how fast its data may flow
 * @param traffic who counts what flows; empty if nobody does
 */
public record ExportPolicy(
        boolean readOnly,
        boolean tlsOnly,
        boolean listed,
        Optional<Export> entry,
        Admission admission,
        Pace pace,
        Optional<ExportTraffic> traffic) {
    /** Everybody may do everything, as fast as he can. */
    public static final ExportPolicy OPEN =
            new ExportPolicy(false, false, true, Optional.empty(), Admission.OF_ALL, Pace.UNBOUNDED, Optional.empty());

    /**
     * The same, for reading only.
     *
     * @return another policy
     */
    public ExportPolicy withReadOnly() {
        return new ExportPolicy(true, tlsOnly, listed, entry, admission, pace, traffic);
    }

    /**
     * The same, for clients with TLS only.
     *
     * @return another policy
     */
    public ExportPolicy withTlsOnly() {
        return new ExportPolicy(readOnly, true, listed, entry, admission, pace, traffic);
    }

    /**
     * The same, opened by nobody but those whom somebody lets in.
     *
     * @param admits decides
     * @return another policy
     */
    public ExportPolicy withAdmission(Admission admits) {
        return new ExportPolicy(readOnly, tlsOnly, listed, entry, admits, pace, traffic);
    }

    /**
     * The same at a bounded speed.
     *
     * @param bounded the bound
     * @return another policy
     */
    public ExportPolicy withPace(Pace bounded) {
        return new ExportPolicy(readOnly, tlsOnly, listed, entry, admission, bounded, traffic);
    }

    /**
     * The same, left out of lists.
     *
     * @return another policy
     */
    public ExportPolicy withoutListing() {
        return new ExportPolicy(readOnly, tlsOnly, false, entry, admission, pace, traffic);
    }

    /**
     * The same under a name of its own.
     *
     * @param own name and description
     * @return another policy
     */
    public ExportPolicy withEntry(Export own) {
        return new ExportPolicy(readOnly, tlsOnly, listed, Optional.of(own), admission, pace, traffic);
    }

    /**
     * The same, counted.
     *
     * @param counted who counts
     * @return another policy
     */
    public ExportPolicy withTraffic(ExportTraffic counted) {
        return new ExportPolicy(readOnly, tlsOnly, listed, entry, admission, pace, Optional.of(counted));
    }
}
