// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nofilter;

import dev.platter.api.Contents;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;

/** Passes everything on: what it opens is the disk behind itself. */
@NbdFilter(name = "nofilter", summary = "changes nothing", contents = Contents.NONE)
public final class NoFilter implements Filter {
    /** Called by the server. */
    public NoFilter() {}
}
