package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.parameters.Size;
import dev.platter.client.NbdClient;
import dev.platter.testkit.Served;
import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What every plugin has to do, and what this one does. */
class ${className}Test extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(${className}.class)
                .with("size", "1000001")
                .refusing("size", "banana", "banana")
                .refusing("size", "2G", "too large")
                .refusing("fill", "256", "256");
    }

    @Test
    void bytesThatWereNotWrittenAreFilled() throws IOException {
        ${className} plugin = new ${className}(new ${className}.Config(Size.parse("1M"), 7));
        try (Served served = Served.of(plugin);
                NbdClient client = served.client()) {
            client.write(4711, ByteBuffer.wrap(new byte[] {42}), 0);

            ByteBuffer read = client.read(4710, ByteBuffer.allocate(2), 0).data();
            assertEquals(ByteBuffer.wrap(new byte[] {7, 42}), read);
        }
    }
}
