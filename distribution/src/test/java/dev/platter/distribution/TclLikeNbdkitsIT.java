// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.peers.Needs;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Needs({"nbdkit", "nbdsh", "tclsh"})
class TclLikeNbdkitsIT extends ScriptsLikeNbdkits {
    /** A disk that has everything. */
    private static final String DISK = """
        set disk ""
        set said ""
        proc config {key value} {
            if {$key eq "size"} { set ::disk [binary format x$value] } else { append ::said "$key=$value " }
        }
        proc config_complete {} { if {$::disk eq ""} { error "size= is required" } }
        proc put {offset bytes} {
            set end [expr {$offset + [string length $bytes]}]
            set ::disk [string cat [string range $::disk 0 [expr {$offset - 1}]] $bytes [string range $::disk $end end]]
        }
        proc plugin_open {readonly} { return "readonly=$readonly" }
        proc plugin_close {h} { }
        proc get_size {h} { return [string length $::disk] }
        proc can_write {h} { return true }
        proc can_flush {h} { return 1 }
        proc can_trim {h} { return yes }
        proc is_rotational {h} { return on }
        proc pread {h count offset} {
            if {$offset == 524288} { error "as asked" }
            if {$offset == 0} { return [string cat $::said $h [string repeat - $count]] }
            return [string range $::disk $offset [expr {$offset + $count - 1}]]
        }
        proc pwrite {h buf offset} { put $offset $buf }
        proc plugin_flush {h} { put 4100 flush }
        proc trim {h count offset} { put $offset [string repeat t $count] }
        proc zero {h count offset may_trim} { put $offset [string repeat [expr {$may_trim ? "m" : "z"}] $count] }
        """;

    /** As little as possible. */
    private static final String SMALL = """
        proc plugin_open {readonly} { return 1 }
        proc get_size {h} { return 1048576 }
        proc pread {h count offset} { return [binary format x$count] }
        """;

    TclLikeNbdkitsIT() {
        super("tcl", "tclsh");
    }

    @Test
    void sameDisk() throws IOException {
        assertSame(DISK, List.of("size=1048576", "more=words", "even=more"), LOOK);
    }

    @Test
    void sameSmallDisk() throws IOException {
        assertSame(SMALL, List.of(), LOOK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error {at once}", "proc plugin_open {readonly} { }", "proc broken {"})
    void scriptThatCannotBeUsedEndsTheServerWithASentence(String text) throws IOException {
        assertRefused(text);
    }
}
