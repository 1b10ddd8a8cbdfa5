// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.Opener;

/** A filter that is only ever constructed. */
abstract class FakeFilter implements Filter {
    @Override
    public Disk open(Opener next, Client client) {
        throw new UnsupportedOperationException("these tests open nothing");
    }
}
