# Completion of platter-gzip(1) for fish.

function __platter_gzip_verb
    set -l words (commandline -opc)
    test (count $words) -ge 2; and contains -- $words[2] $argv
end

complete -c platter-gzip -n '__fish_use_subcommand' -f -a create -d 'Compress an image and keep regions as they are'
complete -c platter-gzip -n '__fish_use_subcommand' -f -a write -d 'Change bytes of a kept region'
complete -c platter-gzip -n '__fish_use_subcommand' -f -a info -d 'Show size, regions and ratio'
complete -c platter-gzip -n '__fish_use_subcommand' -f -a verify -d 'Look for damage'
complete -c platter-gzip -n '__fish_use_subcommand' -f -a extract -d 'Unpack a part of the image'
complete -c platter-gzip -n '__fish_use_subcommand' -f -a repair -d 'Mend the checksum'
complete -c platter-gzip -n '__platter_gzip_verb create' -x -l format -a 'gzip xz zstd' -d 'The format'
complete -c platter-gzip -n '__platter_gzip_verb create' -x -l check -a 'crc32 crc64 sha256' -d 'The check of an xz file'
complete -c platter-gzip -n '__platter_gzip_verb create' -x -l keep -d 'Keep a part uncompressed'
complete -c platter-gzip -n '__platter_gzip_verb create' -x -l level -d 'How hard to compress'
complete -c platter-gzip -n '__platter_gzip_verb create verify extract' -x -l threads -d 'How many threads work'
complete -c platter-gzip -n '__platter_gzip_verb create write extract' -l force -d 'Replace a file'
complete -c platter-gzip -n '__platter_gzip_verb write' -x -l at -d 'Where the first byte goes'
complete -c platter-gzip -n '__platter_gzip_verb write' -r -l from -d 'The file that has the new bytes'
complete -c platter-gzip -n '__platter_gzip_verb write' -r -l output -d 'Change a copy under this name'
complete -c platter-gzip -n '__platter_gzip_verb info verify repair' -l json -d 'Print JSON'
complete -c platter-gzip -s h -l help -d 'Print help'
complete -c platter-gzip -s V -l version -d 'Print the version'
