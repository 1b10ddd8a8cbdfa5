// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.parameters.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Distributes the words of a command line among the members of a chain, as in
 * {@code platter --filter=offset memory 1G offset=1M}.
 *
 * <p>A word is {@code key=value} if the part before its first {@code =} can be a key; so {@code /a=b} and {@code 1=2}
 * are words without a key. A key goes to the outermost member that declares it. A key that no member declares goes to
 * the innermost member that takes the rest. A word without a key goes to the plugin's magic parameter. Of several words for a
 * parameter that takes one value the last counts, unless it is declared to be given once.
 *
 * <p>That is nbdkit's behaviour with one exception: nbdkit offers a word without a key to the filters too, under the
 * key that the plugin has for it, so that {@code memory 1G} means something else behind a filter with a {@code size}.
 */
public final class CommandLineParameters {
    private CommandLineParameters() {}

    /**
     * Distributes words.
     *
     * @param chain the members, outermost filter first, the plugin last; not empty
     * @param words the words after the plugin's name
     * @return for each member of the chain its own parameters, in the order of the words
     * @throws BadParameterException if no member takes a word
     */
    public static List<List<KeyValue>> distribute(List<? extends Schema<?>> chain, List<String> words)
            throws BadParameterException {
        List<List<KeyValue>> distributed = new ArrayList<>(chain.size());
        for (int i = 0; i < chain.size(); i++) {
            distributed.add(new ArrayList<>());
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals > 0 && isKey(word.substring(0, equals))) {
                String key = word.substring(0, equals);
                distributed.get(taker(chain, key)).add(new KeyValue(key, word.substring(equals + 1)));
            } else {
                distributed.getLast().add(new KeyValue(magicKey(chain.getLast(), word), word));
            }
        }
        for (int i = 0; i < chain.size(); i++) {
            distributed.set(i, chain.get(i).lastOfEach(distributed.get(i)));
        }
        return distributed;
    }

    private static int taker(List<? extends Schema<?>> chain, String key) throws BadParameterException {
        for (int i = 0; i < chain.size(); i++) {
            if (chain.get(i).declares(key)) {
                return i;
            }
        }
        for (int i = chain.size() - 1; i >= 0; i--) {
            if (chain.get(i).takesRest()) {
                return i;
            }
        }
        throw new BadParameterException(UnknownParameter.message(key, chain), key);
    }

    private static String magicKey(Schema<?> plugin, String word) throws BadParameterException {
        Optional<ParameterDescription> magic = plugin.magic();
        if (magic.isPresent()) {
            return magic.get().key();
        }
        List<String> usages = new ArrayList<>();
        for (ParameterDescription parameter : plugin.parameters()) {
            usages.add(parameter.usage());
        }
        throw new BadParameterException("expecting key=value on the command line but got: " + word + " (the " + plugin
                + " takes " + (usages.isEmpty() ? "no parameters" : Spelling.join(usages, "and")) + ")");
    }

    /** Whether nbdkit would accept a word as a key. */
    static boolean isKey(String word) {
        if (word.isEmpty() || !isLetter(word.charAt(0))) {
            return false;
        }
        for (int i = 1; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && "._-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
