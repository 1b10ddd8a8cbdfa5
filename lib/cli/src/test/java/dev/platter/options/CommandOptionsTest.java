// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.junit.jupiter.api.Test;

/** The options of a command, as its table declares them. */
class CommandOptionsTest {
    private final Options options = new Options();
    private final CommandOptions table = new CommandOptions(options);

    @Test
    void optionsKeepTheirOrder() {
        table.value("zebra", "STRIPES", "The last of all animals.");
        table.flag("V", "version", "Print the version.");
        table.flag("ant", "The first.");
        assertEquals(
                List.of("zebra", "version", "ant"),
                options.getOptions().stream().map(Option::getLongOpt).toList());
    }

    @Test
    void aFlagHasNoValue() {
        table.flag("json", "Print JSON.");
        Option json = options.getOption("json");
        assertFalse(json.hasArg());
        assertNull(json.getOpt());
        assertEquals("Print JSON.", json.getDescription());
    }

    @Test
    void aValueHasItsName() {
        table.value("U", "unix", "SOCKET", "Listen there.");
        Option unix = options.getOption("U");
        assertTrue(unix.hasArg());
        assertFalse(unix.hasOptionalArg());
        assertEquals("SOCKET", unix.getArgName());
    }

    @Test
    void aValueMayBeLeftOut() {
        table.optionalValue("map", "CONTEXT", "Show the extents.");
        assertTrue(options.getOption("map").hasOptionalArg());
    }
}
