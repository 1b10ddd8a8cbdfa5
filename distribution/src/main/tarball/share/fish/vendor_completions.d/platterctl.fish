# Completion of platterctl(1) for fish. The server itself is asked what there is to choose from.

# The words that belong to no option, without the program and the word being typed.
function __platterctl_words
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip -eq 1
            set skip 0
        else if contains -- $word --socket --filter --grace --interval
            set skip 1
        else if not string match -q -- '-*' $word
            echo $word
        end
    end
end

function __platterctl_after
    set -l words (__platterctl_words)
    test "$words" = "$argv"
end

function __platterctl_within
    set -l words (__platterctl_words)
    set -l length (count $argv)
    test (count $words) -ge $length; and test "$words[1..$length]" = "$argv"
end

function __platterctl_names
    set -l socket (string match -r -- '--socket[= ](\S+)' (commandline -pc))
    # Without a match there is no second element, and the argument expands to nothing.
    platterctl --socket=$socket[2] complete $argv 2>/dev/null
end

complete -c platterctl -f
complete -c platterctl -l socket -r -F -d 'The control socket of the server'
complete -c platterctl -l json -d 'Print the answer as JSON'
complete -c platterctl -s h -l help -d 'Print the help'
complete -c platterctl -s V -l version -d 'Print the version'

complete -c platterctl -n __platterctl_after -a status -d 'The server as a whole'
complete -c platterctl -n __platterctl_after -a exports -d 'What is served, and what is retiring'
complete -c platterctl -n __platterctl_after -a connections -d 'Who is connected'
complete -c platterctl -n __platterctl_after -a bundles -d 'All versions of plugins and filters'
complete -c platterctl -n __platterctl_after -a deployments -d 'Recent changes to bundles and exports'
complete -c platterctl -n __platterctl_after -a top -d 'Who moves how much'
complete -c platterctl -n __platterctl_after -a profile -d 'Draw where the server spends processor time'
complete -c platterctl -n __platterctl_after -a install -d 'Put a jar into the deploy folder'
complete -c platterctl -n __platterctl_after -a upgrade -d 'Rebuild an export from the newest bundles'
complete -c platterctl -n __platterctl_after -a rollback -d 'Go back to the previous version'
complete -c platterctl -n __platterctl_after -a uninstall -d 'Delete a plugin or filter'
complete -c platterctl -n __platterctl_after -a reload -d 'Read the configuration again'
complete -c platterctl -n __platterctl_after -a diff -d 'What a reload would change'
complete -c platterctl -n __platterctl_after -a export -d 'Add, remove or start an export'
complete -c platterctl -n __platterctl_after -a drain -d 'End the connections of an export'
complete -c platterctl -n __platterctl_after -a kill -d 'Close a connection at once'
complete -c platterctl -n __platterctl_after -a shell -d 'Run commands in the OSGi framework'
complete -c platterctl -n __platterctl_after -a stop -d 'End the server'

complete -c platterctl -n '__platterctl_after export' -a add -d 'Add an export'
complete -c platterctl -n '__platterctl_after export' -a remove -d 'Remove an export'
complete -c platterctl -n '__platterctl_after export' -a start -d 'Try again to serve an export that has failed'

complete -c platterctl -n '__platterctl_within top' -l interval -x -d 'How long to count'
complete -c platterctl -n '__platterctl_within top' -l once -d 'Show one table and exit'
complete -c platterctl -n '__platterctl_within reload' -l force -d 'Give up what clients have written'
complete -c platterctl -n '__platterctl_within upgrade' -l live -d 'Move connected clients over too'
complete -c platterctl -n '__platterctl_within export add' -l filter -x -a '(__platterctl_names filters)' -d 'A filter'
complete -c platterctl -n '__platterctl_within export add' -l read-only -d 'Do not let clients write'
complete -c platterctl -n '__platterctl_within export add' -l tls -d 'Serve only clients that use TLS'
complete -c platterctl -n '__platterctl_within export remove' -l hide -d 'Let connected clients stay until they leave'
complete -c platterctl -n '__platterctl_within export remove' -l soft -d 'Answer requests under way, then close the connections'
complete -c platterctl -n '__platterctl_within export remove' -l hard -d 'Close the connections at once'
complete -c platterctl -n '__platterctl_within drain' -l grace -x -d 'How long to wait for requests under way'

complete -c platterctl -n 'string match -qr "^profile \S+\$" -- (__platterctl_words | string join " ")' -F
complete -c platterctl -n '__platterctl_after install' -F
complete -c platterctl -n '__platterctl_after upgrade' -a '(__platterctl_names exports)'
complete -c platterctl -n '__platterctl_after drain' -a '(__platterctl_names exports)'
complete -c platterctl -n '__platterctl_after export remove' -a '(__platterctl_names exports)'
complete -c platterctl -n '__platterctl_after export start' -a '(__platterctl_names exports)'
complete -c platterctl -n '__platterctl_after rollback' -a '(__platterctl_names bundles)'
complete -c platterctl -n '__platterctl_after uninstall' -a '(__platterctl_names versions)'
complete -c platterctl -n '__platterctl_after kill' -a '(__platterctl_names connections)'
complete -c platterctl -n 'string match -qr "^export add \S+\$" -- (__platterctl_words | string join " ")' -a '(__platterctl_names plugins)'
