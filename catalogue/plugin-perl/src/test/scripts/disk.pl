# A disk of 200001 bytes.
use strict;

my $disk = "\0" x 200001;

sub open {
    return {};
}

sub get_size {
    return length $disk;
}

sub pread {
    my ($handle, $count, $offset, $flags) = @_;
    return substr $disk, $offset, $count;
}

sub pwrite {
    my ($handle, $bytes, $offset, $flags) = @_;
    substr($disk, $offset, length $bytes) = $bytes;
}

sub zero {
    my ($handle, $count, $offset, $flags) = @_;
    substr($disk, $offset, $count) = "\0" x $count;
}

sub trim {
    zero(@_);
}

sub flush {
}
