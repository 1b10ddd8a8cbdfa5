# SPDX-License-Identifier: BSD-3-Clause
# Loads a script and answers calls of its functions, in the form that the package dev.platter.interpreters describes.
package main;

# First, and without strict, since a script that is evaluated sees the names and pragmas of what is around it.
sub Platter::evaluate { eval $_[0]; }

package Platter;
use strict;
use warnings;

use constant { EINTR => 4, EIO => 5, ENOTSUP => 95, READ => 1 << 18, TOGETHER => 1 << 18 };

# The C part of nbdkit's plugin has zero, whether a script has it or not.
my @names = qw(config config_complete get_ready open close get_size can_write can_flush can_trim is_rotational pread pwrite flush trim
    dump_plugin);

my $error = 0;
my %handles;
my ($calls, $answers);

open($calls, '<&', \*STDIN) && open($answers, '>&', \*STDOUT) or die "no pipes: $!\n";
open(STDIN, '<', '/dev/null') && open(STDOUT, '>&', \*STDERR) or die "no outputs: $!\n";
$| = 1;
# A service manager sends this to all processes; the server ends this one when it has answered.
$SIG{TERM} = sub { };

sub put {
    my $all = join '', @_;
    my $at = 0;
    while ($at < length $all) {
        my $some = syswrite $answers, $all, length($all) - $at, $at;
        exit 1 unless defined $some || $! == EINTR;
        $at += $some // 0;
    }
}

sub bytes {
    my ($text) = @_;
    utf8::encode($text) if utf8::is_utf8($text) && !utf8::downgrade($text, 1);
    return $text;
}

sub Nbdkit::debug {
    my $line = Platter::bytes("$_[0]");
    Platter::put('0 0 - ' . length($line) . "\n", $line);
}

sub Nbdkit::set_error {
    $error = int $_[0] if @_;
}

{
    no warnings 'once';
    ($Nbdkit::FLAG_MAY_TRIM, $Nbdkit::FLAG_FUA, $Nbdkit::FLAG_REQ_ONE, $Nbdkit::FLAG_FAST_ZERO) = (1, 2, 4, 8);
    ($Nbdkit::FUA_NONE, $Nbdkit::FUA_EMULATE, $Nbdkit::FUA_NATIVE) = (0, 1, 2);
    ($Nbdkit::CACHE_NONE, $Nbdkit::CACHE_EMULATE, $Nbdkit::CACHE_NATIVE) = (0, 1, 2);
    ($Nbdkit::EXTENT_HOLE, $Nbdkit::EXTENT_ZERO) = (1, 2);
}

sub defines {
    no strict 'refs';
    return defined &{"main::$_[0]"};
}

sub ask {
    no strict 'refs';
    my $name = shift;
    return scalar &{"main::$name"}(@_);
}

# What stands behind __END__ or __DATA__ is not code, and can be read as a file.
sub load {
    no warnings 'once';
    my ($path, $text) = split /\0/, $_[0], 2;
    $0 = $path;
    if ($text =~ /^__(?:END|DATA)__\r?\n?(.*)/ms) {
        my $rest = $1;
        open(main::DATA, '<', \$rest) or die "__DATA__: $!\n";
    }
    Platter::evaluate("#line 1 \"$path\"\n$text");
    die $@ if $@;
    return join "\n", 'zero', grep { defines($_) } @names;
}

# Programs that the script starts may print too.
sub details {
    open(my $printed, '+>', undef) or die "no temporary file: $!\n";
    open(my $kept, '>&', \*STDOUT) && open(STDOUT, '>&', $printed) or die "no output: $!\n";
    eval { ask('dump_plugin') if defines('dump_plugin'); };
    my $failure = $@;
    open(STDOUT, '>&', $kept);
    die $failure if $failure;
    seek $printed, 0, 0;
    local $/;
    return sprintf("perl_version=%vd\n", $^V) . (<$printed> // '');
}

sub truth {
    no warnings;
    return int($_[0]) ? '1' : '0';
}

sub number {
    my ($method, $value) = @_;
    return $value if defined $value && $value =~ /^-?\d+\z/;
    no warnings 'numeric';
    return sprintf '%d', $value // die "$method returned no number\n";
}

sub data {
    my ($value, $count) = @_;
    die "pread returned nothing\n" unless defined $value;
    $value = bytes($value) if utf8::is_utf8($value);
    my $length = length $value;
    return $value if $length == $count;
    die "the buffer returned from pread is too small: $length bytes instead of $count\n" if $length < $count;
    return substr $value, 0, $count;
}

sub zero {
    my ($handle, $count, $offset, $flags) = @_;
    if (defines('zero')) {
        eval { ask('zero', $handle, $count, $offset, $flags); };
        return '' if !$@ && $error != ENOTSUP;
        die $@ if $error != ENOTSUP;
    }
    $error = ENOTSUP;
    die "zeroes are to be written\n";
}

sub perform {
    my ($method, $number, $count, $offset, $flags, $payload) = @_;
    return load($payload) if $method eq 'load';
    return details() if $method eq 'dump_plugin';
    if ($method eq 'config') {
        ask('config', split(/\0/, $payload, 2));
        return '';
    }
    if ($method eq 'open') {
        $handles{$number} = ask('open', $payload =~ /^1/ ? 1 : '');
        return '';
    }
    my $handle = $handles{$number};
    return data(ask('pread', $handle, $count, $offset, $flags), $count) if $method eq 'pread';
    return zero($handle, $count, $offset, $flags) if $method eq 'zero';
    if ($method eq 'close') {
        ask('close', $handle) if defines('close');
        delete $handles{$number};
        return '';
    }
    return number($method, ask($method, $handle)) if $method eq 'get_size';
    return truth(ask($method, $handle)) if $method =~ /^(?:can|is)_/;
    return '' unless defines($method);
    if ($method eq 'pwrite') {
        ask($method, $handle, $payload, $offset, $flags);
    } elsif ($method eq 'trim') {
        ask($method, $handle, $count, $offset, $flags);
    } elsif ($method eq 'flush') {
        ask($method, $handle, $flags);
    } else {
        ask($method);
    }
    return '';
}

sub answer {
    my ($number, @call) = @_;
    $error = 0;
    my $answer = eval { perform(@call); };
    my $status = 0;
    if (!defined $answer) {
        $status = $error || EIO;
        $answer = bytes("$@");
        chomp $answer;
    }
    return ("$number $status - " . length($answer) . "\n", $answer);
}

my ($buffer, $at) = ('', 0);

# Reads until there are so many bytes; false at the end.
sub fetch {
    my ($wanted) = @_;
    substr($buffer, 0, $at) = '';
    $at = 0;
    while (length($buffer) < $wanted) {
        my $some = sysread $calls, $buffer, READ, length $buffer;
        return 0 unless $some || !defined $some && $! == EINTR;
    }
    return 1;
}

my @pending;
my $size = 0;

sub deliver {
    put(@pending);
    @pending = ();
    $size = 0;
}

while (1) {
    my $end = index $buffer, "\n", $at;
    if ($end < 0) {
        deliver() if @pending;
        fetch(length($buffer) - $at + 1) or last;
        next;
    }
    my ($number, $method, $handle, $count, $offset, $flags, $length) = split ' ', substr($buffer, $at, $end - $at);
    $at = $end + 1;
    if (length($buffer) - $at < $length) {
        deliver() if @pending;
        fetch($length) or last;
    }
    my $payload = $length ? substr($buffer, $at, $length) : '';
    $at += $length;
    push @pending, answer($number, $method, $handle, $count, $offset, $flags, $payload);
    $size += length $pending[-1];
    deliver() if $size >= TOGETHER;
}
