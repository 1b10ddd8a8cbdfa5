// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.api.Completion;
import dev.platter.api.ExtentSink;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Ends a request for extents: passes on those of one metadata context. */
record ExtentsEnding(String context, ExtentSink sink, Completion completion)
        implements Ending<Map<String, List<Extent>>> {
    @Override
    public void succeeded(Map<String, List<Extent>> extents) {
        for (Extent extent : extents.getOrDefault(context, List.of())) {
            if (!sink.add(extent.offset(), extent.length(), extent.status())) {
                break;
            }
        }
        completion.succeeded();
    }

    @Override
    public void failed(IOException error) {
        completion.failed(error);
    }
}
