// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The help text and the facts for scripts that are made from a schema. */
final class SchemaTextTest {
    @NbdPlugin(name = "tank", summary = "a disk in a tank")
    public static final class Tank extends FakePlugin {
        public record Config(
                @Parameter(magic = true, help = "virtual size of the disk")
                Size size,

                @Parameter(defaultValue = "sparse", syntax = "sparse|malloc[,mlock=true]|zstd", help = """
                    where the bytes are kept. The first takes memory only for what was written,
                    the second takes all of it at once.\
                    """)
                String allocator,

                @Parameter(help = "do you want a label?") List<String> label,

                @Parameter(rest = true, help = "properties of the tank")
                List<KeyValue> others) {}

        public Tank(Config config) {}
    }

    @NbdFilter(name = "bare", summary = "takes nothing")
    public static final class Bare extends FakeFilter {}

    @Test
    void helpIsWrappedAtEightyColumns() {
        assertEquals("""
            plugin: tank - a disk in a tank
              [size=]SIZE     Virtual size of the disk. (required)
              allocator=sparse|malloc[,mlock=true]|zstd
                              Where the bytes are kept. The first takes memory only for what
                              was written, the second takes all of it at once. (default:
                              sparse)
              label=TEXT ...  Do you want a label? (may be repeated)
              KEY=VALUE ...   Properties of the tank. (may be repeated)
            """, new SchemaText(Schema.of(Tank.class)).help());
    }

    @NbdPlugin(name = "jar", summary = "a disk in a jar")
    public static final class Jar extends FakePlugin {
        public record Config(
                @Parameter(whenAbsent = "that of the file", help = "its size")
                Optional<Size> size,

                @Parameter(
                        example = {"red", "green"},
                        help = "its colours")
                List<String> colour) {}

        public Jar(Config config) {}
    }

    @Test
    void helpHasExamplesAndDefaults() {
        assertEquals("""
            plugin: jar - a disk in a jar
              size=SIZE        Its size. (default: that of the file)
              colour=TEXT ...  Its colours. (may be repeated; for example: red, green)
            """, new SchemaText(Schema.of(Jar.class)).help());
    }

    @Test
    void helpSaysThatThereAreNoParameters() {
        assertEquals("""
            filter: bare - takes nothing
              takes no parameters
            """, new SchemaText(Schema.of(Bare.class)).help());
    }

    @Test
    void factsAreForScripts() {
        assertEquals(
                List.of(
                        new KeyValue("magic_config_key", "size"),
                        new KeyValue("parameters", "size,allocator,label"),
                        new KeyValue("other_parameters", "yes")),
                new SchemaText(Schema.of(Tank.class)).facts());
        assertEquals(List.of(new KeyValue("parameters", "")), new SchemaText(Schema.of(Bare.class)).facts());
    }
}
