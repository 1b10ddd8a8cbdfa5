# SPDX-License-Identifier: BSD-3-Clause
# Loads a script and answers calls of its procedures, in the form that the package dev.platter.interpreters describes.
namespace eval ::platter {
    variable calls [open /dev/fd/3 rb]
    variable answers [open /dev/fd/4 wb]
    fconfigure $calls -buffersize 262144
    fconfigure $answers -buffering full -buffersize 262144
    fconfigure stdout -buffering line
    variable handles
    array set handles {}
    # The script's names of what has another in nbdkit's interface, since Tcl has commands of these names.
    variable names {open plugin_open close plugin_close flush plugin_flush}

    # An error with a number of the system. Those of scripts have none.
    proc fail {status message} {
        return -code error -errorcode [list PLATTER $status] $message
    }

    proc name {method} {
        variable names
        return [expr {[dict exists $names $method] ? [dict get $names $method] : $method}]
    }

    proc defined {method} {
        return [expr {[info procs ::[name $method]] ne ""}]
    }

    proc ask {method args} {
        return [uplevel #0 [list [name $method] {*}$args]]
    }

    # A character for each byte, up to the first zero byte, and what is behind it.
    proc split_at_zero {payload} {
        set at [string first \0 $payload]
        return [list [string range $payload 0 [expr {$at - 1}]] [string range $payload [expr {$at + 1}] end]]
    }

    # nbdkit's plugin has zero in any case, and refuses fast ones.
    proc load_script {payload} {
        lassign [split_at_zero $payload] path text
        info script [encoding convertfrom utf-8 $path]
        uplevel #0 [encoding convertfrom [encoding system] $text]
        foreach required {open get_size pread} {
            if {![defined $required]} {
                fail 5 "one of the required procedures 'plugin_open', 'get_size' or 'pread' is not defined by this script:\
                    [name $required] is missing"
            }
        }
        set found {zero can_fast_zero}
        foreach method {config config_complete open close get_size can_write can_flush can_trim is_rotational pread pwrite flush trim
                dump_plugin} {
            if {[defined $method]} {
                lappend found $method
            }
        }
        return [join $found \n]
    }

    # Tcl cannot duplicate standard output, so this has what the script prints with puts, and not what its programs do.
    proc details {} {
        variable printed "tcl_version=$::tcl_version\ntcl_patch_level=$::tcl_patchLevel\n"
        if {[defined dump_plugin]} {
            rename ::puts ::platter::puts
            proc ::puts {args} {
                set words $args
                set end \n
                if {[lindex $words 0] eq "-nonewline"} {
                    set end ""
                    set words [lrange $words 1 end]
                }
                if {[llength $words] == 1 || [lindex $words 0] eq "stdout"} {
                    append ::platter::printed [lindex $words end] $end
                } else {
                    ::platter::puts {*}$args
                }
            }
            try {
                ask dump_plugin
            } finally {
                rename ::puts ""
                rename ::platter::puts ::puts
            }
        }
        return [encoding convertto utf-8 $printed]
    }

    proc truth {method value} {
        if {![string is boolean -strict $value]} {
            fail 5 "the value is not a boolean but '$value'"
        }
        return [expr {$value ? 1 : 0}]
    }

    proc data {value count} {
        set length [string length $value]
        if {$length < $count} {
            fail 5 "the buffer returned from pread is too small: $length bytes instead of $count"
        }
        return [expr {$length == $count ? $value : [string range $value 0 [expr {$count - 1}]]}]
    }

    proc perform {method number count offset flags payload} {
        variable handles
        switch -exact -- $method {
            pread { return [data [ask pread $handles($number) $count $offset] $count] }
            pwrite {
                if {![defined pwrite]} {
                    fail 5 "pwrite not implemented"
                }
                ask pwrite $handles($number) $payload $offset
            }
            load { return [load_script $payload] }
            dump_plugin { return [details] }
            config {
                lassign [split_at_zero [encoding convertfrom utf-8 $payload]] key value
                ask config $key $value
            }
            open { set handles($number) [ask open [string index $payload 0]] }
            close {
                set handle $handles($number)
                unset handles($number)
                if {[defined close]} {
                    ask close $handle
                }
            }
            get_size {
                set size [ask get_size $handles($number)]
                if {![string is wideinteger -strict $size]} {
                    fail 5 "the value is not a number of bytes but '$size'"
                }
                return [expr {wide($size)}]
            }
            can_fast_zero { return 1 }
            zero {
                if {$flags & 8 || ![defined zero]} {
                    fail 95 "zeroes are to be written"
                }
                ask zero $handles($number) $count $offset [expr {$flags & 1}]
            }
            trim { ask trim $handles($number) $count $offset }
            flush { ask flush $handles($number) }
            can_write - can_flush - can_trim - is_rotational { return [truth $method [ask $method $handles($number)]] }
            default {
                if {[defined $method]} {
                    ask $method
                }
            }
        }
        return ""
    }

    proc loop {} {
        variable calls
        variable answers
        while {[gets $calls header] >= 0} {
            lassign $header number method handle count offset flags length
            set payload [read $calls $length]
            set status 0
            if {[catch {perform $method $handle $count $offset $flags $payload} answer trace]} {
                set code [dict get $trace -errorcode]
                if {[lindex $code 0] eq "PLATTER"} {
                    set status [lindex $code 1]
                } else {
                    set status 5
                    append answer \n [dict get $trace -errorinfo]
                }
                set answer [encoding convertto utf-8 $answer]
            }
            puts -nonewline $answers "$number $status - [string length $answer]\n"
            puts -nonewline $answers $answer
            # What is fast is answered together.
            if {[chan pending input $calls] == 0} {
                ::flush $answers
            }
        }
    }
}
::platter::loop
