// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Filter;
import dev.platter.api.Plugin;
import dev.platter.api.parameters.KeyValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The plugin or filter to judge: a class, its parameters as a user would write them, and how it differs on purpose from
 * a plain disk. Immutable; each method returns another subject.
 *
 * {@snippet :
 * Subject.of(MemoryPlugin.class).with("size", "1M").wide("size", "1T").refusing("size", "banana", "banana");
 * }
 */
public final class Subject {
    private static final long DEFAULT_BEHIND = 1 << 20;

    private final Class<?> type;
    private final Map<String, String> parameters;
    private final Map<String, String> wide;
    private final Set<Trait> traits;
    private final List<Refusal> refusals;
    private final Optional<PowerCut> powerCut;
    private final long behind;

    private Subject(Draft draft) {
        type = draft.type;
        parameters = Map.copyOf(draft.parameters);
        wide = Map.copyOf(draft.wide);
        traits = Set.copyOf(draft.traits);
        refusals = List.copyOf(draft.refusals);
        powerCut = draft.powerCut;
        behind = draft.behind;
    }

    /**
     * A subject without parameters.
     *
     * @param type a {@link Plugin} or {@link Filter}, with its annotation
     * @return the subject
     */
    public static Subject of(Class<?> type) {
        if (!Plugin.class.isAssignableFrom(type) && !Filter.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(type.getName() + " is neither a Plugin nor a Filter");
        }
        return new Subject(new Draft(type));
    }

    /**
     * Adds a parameter, or replaces it. Choose a disk of about a megabyte, with a size that is not round: the suite
     * looks closely at a megabyte at a time.
     *
     * @param key the parameter's name
     * @param value its value, as on a command line
     * @return the subject with it
     */
    public Subject with(String key, String value) {
        Draft draft = new Draft(this);
        draft.parameters.put(key, value);
        return new Subject(draft);
    }

    /**
     * Adds a way to make a disk of more than 4 GiB, to test 64-bit ranges. Without it these tests are skipped for a
     * plugin; a filter always gets a large disk behind it.
     *
     * @param key a parameter that is added or replaced for this
     * @param value its value
     * @return the subject with it
     */
    public Subject wide(String key, String value) {
        Draft draft = new Draft(this);
        draft.wide.put(key, value);
        return new Subject(draft);
    }

    /**
     * Adds ways in which it differs from a plain disk.
     *
     * @param differences the traits to add
     * @return the subject with them
     */
    public Subject that(Trait... differences) {
        Draft draft = new Draft(this);
        draft.traits.addAll(List.of(differences));
        return new Subject(draft);
    }

    /**
     * Adds a parameter with which it cannot work, and what the user must be told, whether the error comes from the
     * parameter, at the start or with the first client.
     *
     * @param key the parameter
     * @param value a value that cannot work
     * @param culprit a part of the message that names the cause: the path, the number
     * @return the subject with it
     */
    public Subject refusing(String key, String value, String culprit) {
        Draft draft = new Draft(this);
        draft.refusals.add(new Refusal(key, value, culprit));
        return new Subject(draft);
    }

    /**
     * Adds a way to make its storage lose data that is not durable, so that FUA and flush can be judged by what is
     * left. Without it a plugin's FUA and flush are judged only by their answers.
     *
     * @param cut cuts the power
     * @return the subject with it
     */
    public Subject powerCut(PowerCut cut) {
        Draft draft = new Draft(this);
        draft.powerCut = Optional.of(cut);
        return new Subject(draft);
    }

    /**
     * Sets the size of the disk behind a filter.
     *
     * @param size in bytes; the default is 1 MiB
     * @return the subject with it
     */
    public Subject behind(long size) {
        Draft draft = new Draft(this);
        draft.behind = size;
        return new Subject(draft);
    }

    Subject loadedAs(Class<?> other) {
        Draft draft = new Draft(this);
        draft.type = other;
        return new Subject(draft);
    }

    /** The same with the parameters that make a large disk. */
    Subject asWide() {
        Draft draft = new Draft(this);
        draft.parameters.putAll(wide);
        draft.behind = 1L << 40;
        return new Subject(draft);
    }

    boolean canBeWide() {
        return isFilter() || !wide.isEmpty();
    }

    Class<?> type() {
        return type;
    }

    boolean isFilter() {
        return Filter.class.isAssignableFrom(type);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** How often to do what is usually done so often. */
    int often(int usual) {
        return has(Trait.COSTLY_REQUESTS) ? Math.ceilDiv(usual, 10) : usual;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    Optional<PowerCut> powerCut() {
        return powerCut;
    }

    long behind() {
        return behind;
    }

    List<KeyValue> parameters() {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(entry -> new KeyValue(entry.getKey(), entry.getValue()))
                        .toList();
    }

    @Override
    public String toString() {
        return type.getSimpleName() + new TreeMap<>(parameters);
    }

    private static final class Draft {
        private Class<?> type;
        private final Map<String, String> parameters = new TreeMap<>();
        private final Map<String, String> wide = new TreeMap<>();
        private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
        private final List<Refusal> refusals = new ArrayList<>();
        private Optional<PowerCut> powerCut = Optional.empty();
        private long behind = DEFAULT_BEHIND;

        Draft(Class<?> type) {
            this.type = type;
        }

        Draft(Subject subject) {
            type = subject.type;
            parameters.putAll(subject.parameters);
            wide.putAll(subject.wide);
            traits.addAll(subject.traits);
            refusals.addAll(subject.refusals);
            powerCut = subject.powerCut;
            behind = subject.behind;
        }
    }
}
