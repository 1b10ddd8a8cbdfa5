// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which parameters a plugin or filter takes, and how an instance is made from them. Immutable; may be used by many
 * threads at a time. It refers to the class, so it must be dropped when the bundle is.
 *
 * @param <T> the class of the plugin or filter
 */
public final class Schema<T> {
    /** The kinds of members of a chain. */
    public enum Kind {
        /** The last member of the chain, which has the data. */
        PLUGIN,
        /** A member in front of a plugin or another filter. */
        FILTER;

        @Override
        public String toString() {
            return this == PLUGIN ? "plugin" : "filter";
        }
    }

    private final Kind kind;
    private final String name;
    private final String summary;
    private final ThreadModel threadModel;
    private final List<Component> components;
    private final Construction<T> construction;

    Schema(
            Kind kind,
            String name,
            String summary,
            ThreadModel threadModel,
            List<Component> components,
            Construction<T> construction) {
        this.kind = kind;
        this.name = name;
        this.summary = summary;
        this.threadModel = threadModel;
        this.components = List.copyOf(components);
        this.construction = construction;
    }

    /**
     * Loads what reading schemas needs. Optional: a program that has other things to do before it reads the first one saves time if it
     * calls this on another thread.
     *
     * @param kind the kind of class whose schema will be read
     */
    public static void preload(Kind kind) {
        SchemaReader.preload(kind == Kind.PLUGIN ? NbdPlugin.class : NbdFilter.class);
        SchemaReader.preload(Parameter.class);
    }

    /**
     * Reads the schema of a class. Its constructors are looked up only here.
     *
     * @param type a class with {@code @NbdPlugin} or {@code @NbdFilter}
     * @param <T> its type
     * @return its schema
     * @throws SchemaException if the class breaks a rule of {@link dev.platter.api.parameters}; the message says which
     */
    public static <T> Schema<T> of(Class<T> type) {
        return new SchemaReader<>(type).read();
    }

    /**
     * The kind of the class.
     *
     * @return plugin or filter
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The name that users write.
     *
     * @return for example {@code memory}
     */
    public String name() {
        return name;
    }

    /**
     * The purpose of the class.
     *
     * @return a phrase without a full stop
     */
    public String summary() {
        return summary;
    }

    /**
     * The most concurrent thread model that the class allows. Use this instead of the annotation: reflection would cost
     * milliseconds at every start.
     *
     * @return the annotation's thread model; the instance may narrow it
     */
    public ThreadModel threadModel() {
        return threadModel;
    }

    /**
     * The parameters.
     *
     * @return in the order of the record; the parameter that takes the rest is among them
     */
    public List<ParameterDescription> parameters() {
        List<ParameterDescription> descriptions = new ArrayList<>(components.size());
        for (Component component : components) {
            descriptions.add(component.description());
        }
        return descriptions;
    }

    /**
     * Whether a key is the name of a parameter. A key that only the rest would take is not.
     *
     * @param key as a user wrote it
     * @return true if this schema declares it
     */
    public boolean declares(String key) {
        for (Component component : components) {
            if (component.isNamed(key)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the value of a parameter must not be shown.
     *
     * @param key as a user wrote it
     * @return true if it is declared as a secret; false for a key that only the rest takes
     */
    public boolean isSecret(String key) {
        for (Component component : components) {
            if (component.isNamed(key)) {
                return component.isSecret();
            }
        }
        return false;
    }

    /**
     * The parameter that a word without a key stands for.
     *
     * @return empty if there is none
     */
    public Optional<ParameterDescription> magic() {
        for (Component component : components) {
            if (component.description().magic()) {
                return Optional.of(component.description());
            }
        }
        return Optional.empty();
    }

    /**
     * Whether keys that the schema does not declare are accepted too.
     *
     * @return true if one parameter takes the rest
     */
    public boolean takesRest() {
        for (Component component : components) {
            if (component.isRest()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Makes an instance. Its constructor touches nothing outside, so this may also be called just to check parameters.
     *
     * @param given the parameters in the order in which they were written
     * @param base the folder that relative paths begin at, usually that of the file or command line with the parameters
     * @return a new instance
     * @throws BadParameterException if a parameter is unknown, missing, given too often or unparsable, or if the class
     *     refuses it
     */
    public T construct(List<KeyValue> given, Path base) throws BadParameterException {
        refuseUnknown(given);
        List<List<KeyValue>> perComponent = new ArrayList<>(components.size());
        for (Component component : components) {
            perComponent.add(of(component, given));
        }
        refuseRepeated(perComponent);
        refuseMissing(perComponent);
        // The parser of an author's own type, or the class itself, may look for services in its bundle.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(construction.loader());
        try {
            return construction.construct(this, values(perComponent, given, base.toAbsolutePath()), given);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The parameters without those that a later one of the same key replaces on a command line. */
    List<KeyValue> lastOfEach(List<KeyValue> given) {
        // By identity, since the last one may be equal.
        Set<KeyValue> replaced = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Component component : components) {
            List<KeyValue> its = component.lastCounts() ? of(component, given) : List.of();
            replaced.addAll(its.subList(0, Math.max(0, its.size() - 1)));
        }
        List<KeyValue> kept = new ArrayList<>(given);
        kept.removeIf(replaced::contains);
        return kept;
    }

    private void refuseUnknown(List<KeyValue> given) throws BadParameterException {
        for (KeyValue pair : given) {
            if (!declares(pair.key()) && !takesRest()) {
                throw new BadParameterException(UnknownParameter.message(pair.key(), List.of(this)), pair.key());
            }
        }
    }

    private List<KeyValue> of(Component component, List<KeyValue> given) {
        List<KeyValue> its = new ArrayList<>(1);
        for (KeyValue pair : given) {
            if (component.isRest() ? !declares(pair.key()) : component.isNamed(pair.key())) {
                its.add(pair);
            }
        }
        return its;
    }

    private void refuseRepeated(List<List<KeyValue>> perComponent) throws BadParameterException {
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            List<KeyValue> its = perComponent.get(i);
            if (its.size() > 1 && !component.description().repeatable()) {
                List<String> shown = new ArrayList<>(its.size());
                for (KeyValue pair : its) {
                    shown.add(component.shown(pair.key(), pair.value()));
                }
                throw new BadParameterException(
                        name + ": " + component.key() + " can be given once only, and was given " + its.size()
                                + " times: " + Spelling.join(shown, "and"),
                        component.key());
            }
        }
    }

    private void refuseMissing(List<List<KeyValue>> perComponent) throws BadParameterException {
        List<String> missing = new ArrayList<>(0);
        for (int i = 0; i < components.size(); i++) {
            ParameterDescription description = components.get(i).description();
            if (description.required() && perComponent.get(i).isEmpty()) {
                missing.add(description.usage() + " (" + description.summary() + ")");
            }
        }
        if (!missing.isEmpty()) {
            throw new BadParameterException("the " + kind + " " + name + " needs the parameter"
                    + (missing.size() == 1 ? " " : "s ") + Spelling.join(missing, "and"));
        }
    }

    private Object[] values(List<List<KeyValue>> perComponent, List<KeyValue> given, Path base)
            throws BadParameterException {
        Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            Component component = components.get(i);
            try {
                values[i] = component.value(perComponent.get(i), given, base);
            } catch (IllegalArgumentException e) {
                throw new BadParameterException(name + ": " + e.getMessage(), component.key());
            } catch (IllegalStateException e) {
                throw new BadParameterException(faulty(e.getMessage()), component.key(), e);
            }
        }
        return values;
    }

    /** A parameter as a message shows it: with its value, if it was given exactly once; a secret is hidden. */
    String shown(String key, List<KeyValue> given) {
        for (Component component : components) {
            List<KeyValue> its = component.isNamed(key) ? of(component, given) : List.of();
            if (its.size() == 1) {
                return component.shown(its.getFirst().key(), its.getFirst().value());
            }
        }
        return key;
    }

    /** A message that blames the author and not the user. */
    String faulty(String what) {
        return "the " + kind + " " + name + " has a fault, and its parameters are not to blame: " + what;
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
