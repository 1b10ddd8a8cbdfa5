// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.heap;

import static java.util.stream.Collectors.joining;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kotlin.sequences.SequencesKt;
import shark.CloseableHeapGraph;
import shark.HeapAnalysis;
import shark.HeapAnalysisFailure;
import shark.HeapAnalysisSuccess;
import shark.HeapAnalyzer;
import shark.HeapField;
import shark.HeapObject;
import shark.HeapObject.HeapClass;
import shark.HeapObject.HeapInstance;
import shark.HeapObject.HeapObjectArray;
import shark.HeapObject.HeapPrimitiveArray;
import shark.HeapValue;
import shark.HprofHeapGraph;
import shark.HprofIndex;
import shark.IgnoredReferenceMatcher;
import shark.Leak;
import shark.LeakTrace;
import shark.LeakTraceObject;
import shark.LeakTraceReference;
import shark.LibraryLeakReferenceMatcher;
import shark.MetadataExtractor;
import shark.ObjectReporter;
import shark.ReferenceMatcher;
import shark.ReferencePattern.InstanceFieldPattern;

/** A dump of a heap, read by Shark, the part of LeakCanary that reads heaps. */
public final class HeapDump implements Closeable {
    private static final int HEADER = 16;

    private static final String QUOTE = "'";

    /**
     * References that do not keep an object alive, and soft references, which do so while there is memory enough and so
     * count only if nothing else holds the object.
     */
    private static final List<ReferenceMatcher> SPECIAL = List.of(
            new IgnoredReferenceMatcher(referentOf("WeakReference")),
            new IgnoredReferenceMatcher(referentOf("PhantomReference")),
            new IgnoredReferenceMatcher(referentOf("FinalReference")),
            new LibraryLeakReferenceMatcher(referentOf("SoftReference"), "softly", heap -> true));

    private final Path file;
    private final CloseableHeapGraph heap;

    private HeapDump(Path file, CloseableHeapGraph heap) {
        this.file = file;
        this.heap = heap;
    }

    /**
     * Opens a dump.
     *
     * @param file the dump that the virtual machine has written; it must exist until the dump is closed
     * @return the dump, which the caller closes
     * @throws IOException if it cannot be read
     */
    public static HeapDump open(Path file) throws IOException {
        return new HeapDump(
                file,
                HprofHeapGraph.Companion.openHeapGraph(
                        file.toFile(), null, HprofIndex.Companion.defaultIndexedGcRootTags()));
    }

    /**
     * The objects of a class, without those of its subclasses.
     *
     * @param className as {@link Class#getName} returns it
     * @return an empty list if the class does not exist
     */
    public List<HeapInstance> instancesOf(String className) {
        HeapClass type = heap.findClassByName(className);
        return type == null ? List.of() : SequencesKt.toList(type.getDirectInstances());
    }

    /**
     * Sums up an object and everything that it refers to, directly or not. Classes are left out, and so is what classes hold.
     *
     * @param root the object to begin with
     * @return about as many bytes as they occupy: the fields, and a header of 16 bytes for each object
     */
    public long bytesReachableFrom(HeapInstance root) {
        Set<Long> seen = new HashSet<>(Set.of(root.getObjectId()));
        Deque<HeapObject> open = new ArrayDeque<>(List.of(root));
        long bytes = 0;
        while (!open.isEmpty()) {
            HeapObject object = open.remove();
            bytes += HEADER + bytesOf(object);
            for (HeapValue value : valuesIn(object)) {
                if (value.isNonNullReference() && seen.add(value.getAsObjectId())) {
                    open.add(heap.findObjectById(value.getAsObjectId()));
                }
            }
        }
        return bytes;
    }

    private static long bytesOf(HeapObject object) {
        return switch (object) {
            case HeapInstance instance -> instance.getByteSize();
            case HeapObjectArray array -> array.getByteSize();
            case HeapPrimitiveArray array -> array.getByteSize();
            default -> 0;
        };
    }

    private static Iterable<HeapValue> valuesIn(HeapObject object) {
        return switch (object) {
            case HeapInstance instance ->
                SequencesKt.asIterable(SequencesKt.map(instance.readFields(), HeapField::getValue));
            case HeapObjectArray array -> SequencesKt.asIterable(array.readElements());
            default -> List.of();
        };
    }

    /**
     * Finds the shortest path from a root of the garbage collector to a class loader.
     *
     * @param loaders the ids of the class loaders; the path leads to the nearest of them
     * @return lines for people: the root, and each reference from there
     */
    public String pathToOneOf(Set<Long> loaders) {
        Set<Long> wanted = objectsOf(loaders);
        HeapAnalysis analysis = new HeapAnalyzer(step -> {})
                .analyze(
                        file.toFile(),
                        heap,
                        graph -> wanted,
                        SPECIAL,
                        false,
                        List.of(HeapDump::nameThread),
                        MetadataExtractor.Companion.getNO_OP());
        return switch (analysis) {
            case HeapAnalysisSuccess success -> describe(success);
            case HeapAnalysisFailure failure ->
                "could not find out what holds it: " + failure.getException().getCause();
            default -> throw new IllegalStateException("the analysis has neither succeeded nor failed: " + analysis);
        };
    }

    /**
     * Class loaders, their classes, and the objects of these. An object that holds one of them holds all of them, but a
     * dump does not list the references from an object to its class and from a class to its loader.
     */
    private Set<Long> objectsOf(Set<Long> loaders) {
        Set<Long> classes = new HashSet<>();
        for (HeapClass type : SequencesKt.asIterable(heap.getClasses())) {
            if (loaders.contains(type.readRecord().getClassLoaderId())) {
                classes.add(type.getObjectId());
            }
        }
        Set<Long> objects = new HashSet<>(loaders);
        objects.addAll(classes);
        for (HeapInstance instance : SequencesKt.asIterable(heap.getInstances())) {
            if (classes.contains(instance.getInstanceClassId())) {
                objects.add(instance.getObjectId());
            }
        }
        return objects;
    }

    @Override
    public void close() throws IOException {
        heap.close();
    }

    private static InstanceFieldPattern referentOf(String reference) {
        return new InstanceFieldPattern("java.lang.ref." + reference, "referent");
    }

    private static void nameThread(ObjectReporter reporter) {
        if (reporter.getHeapObject() instanceof HeapInstance instance && instance.instanceOf("java.lang.Thread")) {
            HeapField name = instance.get("java.lang.Thread", "name");
            if (name != null) {
                reporter.getLabels().add(QUOTE + name.getValue().readAsJavaString() + QUOTE);
            }
        }
    }

    private static String describe(HeapAnalysisSuccess analysis) {
        return shortest(analysis.getApplicationLeaks().stream())
                .or(() -> shortest(analysis.getLibraryLeaks().stream()))
                .map(HeapDump::describe)
                .orElse("it is held by something that a dump of the heap does not show, such as a"
                        + " java.lang.ClassValue or a method that runs");
    }

    private static Optional<LeakTrace> shortest(Stream<? extends Leak> leaks) {
        return leaks.flatMap(leak -> leak.getLeakTraces().stream())
                .min(Comparator.comparingInt(trace -> trace.getReferencePath().size()));
    }

    private static String describe(LeakTrace trace) {
        List<String> lines = new ArrayList<>();
        lines.add("it is held from this root: " + trace.getGcRootType().getDescription());
        for (LeakTraceReference reference : trace.getReferencePath()) {
            lines.add("  " + describe(reference));
        }
        lines.add("  " + describe(trace.getLeakingObject()));
        return String.join("\n", lines);
    }

    private static String describe(LeakTraceReference reference) {
        String name = reference.getReferenceName();
        return switch (reference.getReferenceType()) {
            case STATIC_FIELD -> "static " + reference.getOwningClassName() + "." + name;
            case INSTANCE_FIELD -> describe(reference.getOriginObject()) + "." + name;
            case ARRAY_ENTRY -> describe(reference.getOriginObject()) + " [" + name + "]";
            case LOCAL -> describe(reference.getOriginObject()) + ", a local variable";
        };
    }

    /** Uses only the name that {@link #nameThread} has put into Shark's description of an object. */
    private static String describe(LeakTraceObject object) {
        String kind = object.getType() == LeakTraceObject.ObjectType.CLASS ? "class " : "";
        String name = object.getLabels().stream()
                .filter(label -> label.startsWith(QUOTE))
                .collect(joining());
        return kind + object.getClassName() + (name.isEmpty() ? "" : " " + name);
    }
}
