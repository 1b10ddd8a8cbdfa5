// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.peers.Needs;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Needs({"nbdkit", "nbdsh", "perl"})
class PerlLikeNbdkitsIT extends ScriptsLikeNbdkits {
    /** A disk that has everything. */
    private static final String DISK = """
        use strict;
        use POSIX ();
        my ($disk, $said, $ready) = ('', '', 0);
        sub config {
            my ($key, $value) = @_;
            $key eq 'size' ? $disk = "\\0" x $value : ($said .= "$key=$value ");
        }
        sub config_complete { die "size= is required\\n" unless length $disk; }
        sub get_ready { $ready = 1; }
        sub open { my ($readonly) = @_; return { readonly => $readonly ? 'r' : 'w' }; }
        sub close { Nbdkit::debug("closed"); }
        sub get_size { return length $disk; }
        sub can_write { return 1; }
        sub can_flush { return 1; }
        sub can_trim { return 1; }
        sub is_rotational { return 1; }
        sub pread {
            my ($h, $count, $offset, $flags) = @_;
            if ($offset == 524288) { Nbdkit::set_error(POSIX::ENOSPC()); die 'as asked'; }
            return "$said$ready$h->{readonly}" . '-' x $count if $offset == 0;
            return substr $disk, $offset, $count;
        }
        sub pwrite { my ($h, $buf, $offset, $flags) = @_; substr($disk, $offset, length $buf) = $buf; }
        sub flush { my ($h, $flags) = @_; substr($disk, 4100, 5) = 'flush'; }
        sub trim { my ($h, $count, $offset, $flags) = @_; substr($disk, $offset, $count) = 't' x $count; }
        sub zero {
            my ($h, $count, $offset, $flags) = @_;
            if ($offset == 4096) { Nbdkit::set_error(POSIX::EOPNOTSUPP()); die 'written, please'; }
            substr($disk, $offset, $count) = ($flags & $Nbdkit::FLAG_MAY_TRIM ? 'm' : 'z') x $count;
        }
        """;

    /** As little as possible. */
    private static final String SMALL = """
        sub open { return 1; }
        sub get_size { return 1 << 20; }
        sub pread { my ($h, $count, $offset) = @_; return "\\0" x $count; }
        """;

    PerlLikeNbdkitsIT() {
        super("perl", "perl");
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
    @ValueSource(strings = {"die 'at once'", "sub open { }", "sub broken {"})
    void scriptThatCannotBeUsedEndsTheServerWithASentence(String text) throws IOException {
        assertRefused(text);
    }
}
