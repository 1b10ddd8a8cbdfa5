// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Plugin;

/** A plugin that is only ever constructed. */
abstract class FakePlugin implements Plugin {
    @Override
    public Disk open(Client client) {
        throw new UnsupportedOperationException("these tests open nothing");
    }
}
