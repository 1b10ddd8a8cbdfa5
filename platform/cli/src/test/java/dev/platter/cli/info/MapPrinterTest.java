// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.client.Extent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapPrinterTest {
    /** 6.640625 % and 93.359375 %: the sixth digit of one is a tie. */
    private static final ExtentMap MAP = new ExtentMap(
            "base:allocation",
            List.of(
                    new Extent(0, 1048576, 0),
                    new Extent(1048576, 3145728, 3),
                    new Extent(4194304, 65536, 0),
                    new Extent(4259840, 12517376, 3)));

    private static final ExtentMap STRANGE = new ExtentMap("x:y", List.of(new Extent(0, 20_000_000_000L, -1)));

    private static String print(ExtentMap map, Consumer<MapPrinter> form) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        form.accept(new MapPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8), map));
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void extentsArePrintedAsText() {
        assertEquals("""
                     0     1048576    0  data
               1048576     3145728    3  hole,zero
               4194304       65536    0  data
               4259840    12517376    3  hole,zero
            """, print(MAP, MapPrinter::printText));
        assertEquals("         0  20000000000  18446744073709551615\n", print(STRANGE, MapPrinter::printText));
    }

    @Test
    void extentsArePrintedAsJson() {
        assertEquals("""
            [
            { "offset": 0, "length": 1048576, "type": 0, "description": "data"},
            { "offset": 1048576, "length": 3145728, "type": 3, "description": "hole,zero"},
            { "offset": 4194304, "length": 65536, "type": 0, "description": "data"},
            { "offset": 4259840, "length": 12517376, "type": 3, "description": "hole,zero"}
            ]
            """, print(MAP, MapPrinter::printJson));
        assertEquals(
                "[\n{ \"offset\": 0, \"length\": 20000000000, \"type\": 18446744073709551615}\n]\n",
                print(STRANGE, MapPrinter::printJson));
    }

    @Test
    void totalsArePrintedAsTextAndJson() {
        assertEquals("""
               1114112   6.6%   0 data
              15663104  93.4%   3 hole,zero
            """, print(MAP, printer -> printer.printTotalsText(16 << 20)));
        assertEquals("""
            [
            { "size": 1114112, "percent": 6.64062, "type": 0, "description": "data" },
            { "size": 15663104, "percent": 93.3594, "type": 3, "description": "hole,zero" }
            ]
            """, print(MAP, printer -> printer.printTotalsJson(16 << 20)));
        assertEquals(
                "20000000000 100.0% 18446744073709551615\n",
                print(STRANGE, printer -> printer.printTotalsText(20_000_000_000L)));
        assertEquals(
                "[\n{ \"size\": 20000000000, \"percent\": 100, \"type\": 18446744073709551615 }\n]\n",
                print(STRANGE, printer -> printer.printTotalsJson(20_000_000_000L)));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        base:allocation,       0, data
        base:allocation,       1, hole
        base:allocation,       2, zero
        base:allocation,       3, 'hole,zero'
        base:allocation,       4, ''
        qemu:dirty-bitmap:b,   0, clean
        qemu:dirty-bitmap:b,   1, dirty
        qemu:dirty-bitmap:b,   2, ''
        qemu:allocation-depth, 0, absent
        qemu:allocation-depth, 1, local
        qemu:allocation-depth, 2, backing depth 2
        x:y,                   0, ''
        """)
    void statusIsDescribedByItsContext(String context, long status, String meaning) {
        assertEquals(meaning, new ExtentMap(context, List.of()).describe(status));
    }
}
