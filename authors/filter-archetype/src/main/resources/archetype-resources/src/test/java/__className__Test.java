package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What every filter has to do, and what this one does. */
class ${className}Test extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(${className}.class).with("mask", "15").refusing("mask", "256", "256");
    }

    @Test
    void bytesBehindTheFilterHaveInvertedBits() throws IOException {
        FakeDisk behind = FakeDisk.of(1000);
        ${className} filter = new ${className}(new ${className}.Config(0x0f));
        try (Disk disk = filter.open(new TestOpener(behind), TestClient.anybody())) {
            disk.write(ByteBuffer.wrap(new byte[] {0x55}), 10, RequestFlags.NONE);

            ByteBuffer written = ByteBuffer.allocate(1);
            behind.read(written, 10, HoleSink.NONE);
            assertEquals(0x5a, written.get(0));
        }
    }
}
