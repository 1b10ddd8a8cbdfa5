// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object of a header, each of which must be there and of its kind.
 *
 * @param name of the object, for messages
 * @param values by name
 */
record Fields(String name, Map<String, Object> values) {
    /** The object as it was read, if it is one. */
    static Map<String, Object> map(@Nullable Object value) throws LuksException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new LuksException("the LUKS2 header is damaged: there must be an object, and is " + value);
        }
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((key, member) -> members.put((String) key, member));
        return members;
    }

    private LuksException damaged(String member) {
        return new LuksException("the LUKS2 header is damaged: " + name + " has no proper '" + member + "'");
    }

    Fields object(String member) throws LuksException {
        if (!(values.get(member) instanceof Map<?, ?>)) {
            throw damaged(member);
        }
        return new Fields(member + " of " + name, map(values.get(member)));
    }

    /** The objects that an object has, by name. */
    Map<String, Fields> objects(String member) throws LuksException {
        Map<String, Fields> objects = new LinkedHashMap<>();
        Fields all = object(member);
        for (String key : all.values.keySet()) {
            objects.put(key, all.object(key));
        }
        return objects;
    }

    boolean has(String member) {
        return values.containsKey(member);
    }

    String text(String member) throws LuksException {
        if (values.get(member) instanceof String text) {
            return text;
        }
        throw damaged(member);
    }

    /** A number of at most 63 bits, which large ones are as a text. */
    long number(String member) throws LuksException {
        try {
            if (values.get(member) instanceof Long number && number >= 0) {
                return number;
            }
            if (values.get(member) instanceof String text && Long.parseLong(text) >= 0) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            throw damaged(member);
        }
        throw damaged(member);
    }

    /** A small number. */
    int length(String member, int most) throws LuksException {
        long number = number(member);
        if (number < 1 || number > most) {
            throw damaged(member);
        }
        return (int) number;
    }

    byte[] bytes(String member) throws LuksException {
        try {
            return Base64.getDecoder().decode(text(member));
        } catch (IllegalArgumentException e) {
            throw damaged(member);
        }
    }

    List<String> texts(String member) throws LuksException {
        if (!(values.get(member) instanceof List<?> list)) {
            throw damaged(member);
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw damaged(member);
            }
            texts.add(text);
        }
        return texts;
    }

    /** The same as a set. */
    Set<String> names(String member) throws LuksException {
        return Set.copyOf(texts(member));
    }
}
