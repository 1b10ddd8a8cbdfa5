# Completion of platter(1) for fish: options, plugins, filters, and the keys of those that stand on the command line already.

set -g __platter_words (path resolve (status dirname)/../../platter)/words*

# The words of one kind, each with its summary.
function __platter_words_of
    string match --regex --groups-only "^$argv[1]\t(.*)" (cat $__platter_words)
end

# The plugin and the filters that stand on the command line.
function __platter_members
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    string match --regex --groups-only -- '^--filter=(.+)' $words
    string match --regex --invert -- '^-|=' $words[2..]
end

function __platter_keys
    for member in (__platter_members)
        string match --regex --groups-only "^key\t$member\t(.*)" (cat $__platter_words)
    end
end

function __platter_has_no_plugin
    test -z "$(commandline --current-process --tokenize --cut-at-cursor | string match --regex --invert -- '^-|=|^platter$')"
end

complete --command platter --no-files
complete --command platter --long-option filter --exclusive --arguments '(__platter_words_of filter)'
complete --command platter --condition __platter_has_no_plugin --arguments '(__platter_words_of plugin)'
complete --command platter --arguments '(__platter_keys)'
for option in (string match --regex --groups-only '^option\t--(?!filter)([^=]*)$' (cat $__platter_words))
    complete --command platter --long-option $option
end
for option in (string match --regex --groups-only '^option\t--(?!filter)(.*)=$' (cat $__platter_words))
    complete --command platter --long-option $option --require-parameter --force-files
end
