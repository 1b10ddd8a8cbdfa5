// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.client.BlockSizes;
import dev.platter.client.ExportInfo;
import dev.platter.client.NbdUri;
import dev.platter.client.ReplyStyle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The layouts that scripts know from nbdinfo. */
class ServerPrinterTest {
    private static final ExportReport FULL = new ExportReport(
            new ExportInfo(
                    "a",
                    Optional.of("the \"A\""),
                    Optional.empty(),
                    1 << 20,
                    0x0063,
                    Optional.of(new BlockSizes(1, 4096, BlockSizes.UNLIMITED)),
                    List.of()),
            Optional.of("for\tpeople"),
            Optional.of("ext4 filesystem"),
            NbdUri.tcp("h", 10809, "a"),
            List.of("base:allocation", "x:y"));

    private static final ExportReport BARE = new ExportReport(
            new ExportInfo("", Optional.empty(), Optional.empty(), 1000, 1, Optional.empty(), List.of()),
            Optional.empty(),
            Optional.empty(),
            NbdUri.tcp("h", 10809, ""),
            List.of());

    private static String print(BiConsumer<ServerPrinter, ServerReport> form, ServerReport report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        form.accept(new ServerPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8)), report);
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void reportIsPrintedAsText() {
        assertEquals(
                """
                protocol: newstyle-fixed without TLS, using extended packets
                export="the \\"A\\"":
                	description: for	people
                	export-size: 1048576 (1M)
                	content: ext4 filesystem
                	uri: nbd://h:10809/a
                	contexts:
                		base:allocation
                		x:y
                	is_rotational: false
                	is_read_only: true
                	can_block_status_payload: false
                	can_cache: false
                	can_df: false
                	can_fast_zero: false
                	can_flush: false
                	can_fua: false
                	can_multi_conn: false
                	can_trim: true
                	can_zero: true
                	block_size_minimum: 1
                	block_size_preferred: 4096 (4K)
                	block_size_maximum: 4294967295
                """,
                print(ServerPrinter::printText, new ServerReport(true, false, ReplyStyle.EXTENDED, List.of(FULL))));
    }

    @Test
    void absentFieldsAreNotPrinted() {
        assertEquals(
                """
                protocol: newstyle without TLS, using simple packets
                export="":
                	export-size: 1000
                	uri: nbd://h:10809/
                	is_rotational: false
                	is_read_only: false
                	can_block_status_payload: false
                	can_cache: false
                	can_df: false
                	can_fast_zero: false
                	can_flush: false
                	can_fua: false
                	can_multi_conn: false
                	can_trim: false
                	can_zero: false
                """, print(ServerPrinter::printText, new ServerReport(false, false, ReplyStyle.SIMPLE, List.of(BARE))));
    }

    @Test
    void reportIsPrintedAsJson() {
        assertEquals(
                """
                {
                "protocol": "newstyle-fixed",
                "TLS": false,
                "structured": true,
                "extended": false,
                "exports": [
                	{
                	"export-name": "the \\"A\\"",
                	"description": "for\\u0009people",
                	"content": "ext4 filesystem",
                	"uri": "nbd://h:10809/a",
                	"contexts": [
                		"base:allocation",
                		"x:y"
                	],
                	"is_rotational": false,
                	"is_read_only": true,
                	"can_block_status_payload": false,
                	"can_cache": false,
                	"can_df": false,
                	"can_fast_zero": false,
                	"can_flush": false,
                	"can_fua": false,
                	"can_multi_conn": false,
                	"can_trim": true,
                	"can_zero": true,
                	"block_size_minimum": 1,
                	"block_size_preferred": 4096,
                	"block_size_maximum": 4294967295,
                	"export-size": 1048576,
                	"export-size-str": "1M"
                	},
                	{
                	"export-name": "",
                	"uri": "nbd://h:10809/",
                	"is_rotational": false,
                	"is_read_only": false,
                	"can_block_status_payload": false,
                	"can_cache": false,
                	"can_df": false,
                	"can_fast_zero": false,
                	"can_flush": false,
                	"can_fua": false,
                	"can_multi_conn": false,
                	"can_trim": false,
                	"can_zero": false,
                	"export-size": 1000,
                	"export-size-str": "1000"
                	} ]
                }
                """,
                print(
                        ServerPrinter::printJson,
                        new ServerReport(true, false, ReplyStyle.STRUCTURED, List.of(FULL, BARE))));
    }

    @Test
    void serverWithoutExportsIsPrinted() {
        ServerReport none = new ServerReport(true, false, ReplyStyle.STRUCTURED, List.of());

        assertEquals(
                "protocol: newstyle-fixed without TLS, using structured packets\n",
                print(ServerPrinter::printText, none));
        assertEquals("""
            {
            "protocol": "newstyle-fixed",
            "TLS": false,
            "structured": true,
            "extended": false,
            "exports": []
            }
            """, print(ServerPrinter::printJson, none));
    }
}
