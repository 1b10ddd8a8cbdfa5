// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.parameters.Schema;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples must use keys that exist. */
final class ExampleCheckTest {
    private final Catalogue catalogue = new Catalogue();

    ExampleCheckTest() {
        catalogue.add(Schema.of(FakeMembers.Tank.class));
        catalogue.add(Schema.of(FakeMembers.Leak.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "platter tank 1G",
                "platter tank [size=]SIZE [colour=green|blue]",
                "$ sudo platter -U - tank 1G colour=blue --run 'dd if=/dev/zero of=\"$nbd\"'",
                "platter --filter=leak tank 1G \\\n    drops=2 && echo a=b",
                "platter tank size=1G | sort --key=2",
                "platter unknown siez=1",
                "platter-info siez=1"
            })
    void aCorrectExamplePasses(String command) {
        assertEquals(List.of(), check(command));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "platter tank siez=1G",
                "platter tank 1G drops=2",
                "$ platter tank 1G \\\n    drops=2",
                "true; platter tank 1G [drops=2]",
                "platter --filter=leak tank 1G drop=2",
                "sh -c 'platter tank 1G drops=2'"
            })
    void anUnknownKeyInAnExampleIsFound(String command) {
        assertEquals(1, check(command).size());
    }

    private List<Complaint> check(String command) {
        return new ExampleCheck(catalogue).of(Page.parse(Path.of("platter.md"), "```\n" + command + "\n```\n"));
    }
}
