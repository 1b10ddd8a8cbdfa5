# A disk of 200001 bytes.
set disk [binary format x200001]

proc plugin_open {readonly} {
    return 1
}

proc get_size {handle} {
    return [string length $::disk]
}

proc pread {handle count offset} {
    return [string range $::disk $offset [expr {$offset + $count - 1}]]
}

proc pwrite {handle bytes offset} {
    set end [expr {$offset + [string length $bytes]}]
    set ::disk [string cat [string range $::disk 0 [expr {$offset - 1}]] $bytes [string range $::disk $end end]]
}

proc zero {handle count offset may_trim} {
    pwrite $handle [binary format x$count] $offset
}

proc trim {handle count offset} {
    zero $handle $count $offset 1
}

proc plugin_flush {handle} {
}
