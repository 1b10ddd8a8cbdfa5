// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.parameters.Size;
import dev.platter.client.NbdClient;
import dev.platter.testkit.ServeExtension;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScratchTest {
    @RegisterExtension
    final ServeExtension served =
            ServeExtension.plugin(() -> new ScratchPlugin(new ScratchPlugin.Config(Size.parse("1M"))));

    @Test
    void aWriteOfOneClientIsReadByAnother(NbdClient one, NbdClient other) throws IOException {
        one.write(4711, ByteBuffer.wrap(new byte[] {42}), 0);

        assertEquals(42, other.read(4711, ByteBuffer.allocate(1), 0).data().get(0));
    }
}
