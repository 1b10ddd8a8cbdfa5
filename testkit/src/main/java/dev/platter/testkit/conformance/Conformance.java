// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tests that plugins and filters have in common. */
@Tag("conformance")
abstract sealed class Conformance permits PluginConformance, FilterConformance {
    @RegisterExtension
    final HangsExtension hangs = new HangsExtension();

    /**
     * The plugin or filter to judge.
     *
     * @return the class, its parameters, and how it differs from a plain disk; called once for each test
     */
    protected abstract Subject subject();

    void holds(Property property) {
        hangs.hangs().judge(subject(), property, Judge.PATIENCE);
    }

    @Test
    void aDiskHasTheSizeThatItReports() {
        holds(new BoundsProperty());
    }

    @Test
    void rangesMayBeginAndEndAnywhere() {
        holds(new UnalignedProperty());
    }

    @Test
    void offsetsAndLengthsHave64Bits() {
        holds(new WideProperty());
    }

    @Test
    void aRangeOfZeroBytesChangesNothing() {
        holds(new ZeroLengthProperty());
    }

    @Test
    void buffersAreNeitherKeptNorLeftUnfilled() {
        holds(new BuffersProperty());
    }

    @Test
    void whatIsLentBelongsToItsRangeUntilItIsReturned() {
        holds(new LendProperty());
        holds(new LandProperty());
    }

    @Test
    void anySequenceOfRequestsActsAsOnAPlainArray() {
        holds(new ModelProperty());
    }

    @Test
    void requestsOnNeighbouringRangesDoNotDisturbEachOther() {
        holds(new NeighboursProperty());
    }

    @Test
    void aNonBlockingDiskNeverWaits() {
        holds(new NonBlockingProperty());
    }

    @Test
    void extentsAgreeWithWhatIsRead() {
        holds(new ExtentsProperty());
    }

    @Test
    void zeroesAreZeroes() {
        holds(new ZeroProperty());
    }

    @Test
    void aTrimmedRangeReadsTheSameUntilItIsWritten() {
        holds(new TrimProperty());
    }

    @Test
    void fuaAndFlushMakeChangesDurable() {
        holds(new DurabilityProperty());
    }

    @Test
    void theConstructorTouchesNothing() {
        holds(new ConstructorProperty());
    }

    @Test
    void everyDiskIsClosedExactlyOnce() {
        holds(new LifecycleProperty());
    }

    @Test
    void everyRequestIsAnsweredExactlyOnce() {
        holds(new CompletionsProperty());
    }

    @Test
    void anErrorNamesItsCulprit() {
        holds(new CulpritProperty());
    }

    @Test
    void aDiskAnswersForTheContextsThatItDeclaresAndForNoOther() {
        holds(new ContextsProperty());
    }

    @Test
    void listedExportsCanBeOpenedAndClientsThatOpenNothingHaveNoEffect() {
        holds(new ExportsProperty());
    }

    @Test
    void aReadOnlyClientSeesTheSameAndChangesNothing() {
        holds(new ReadOnlyProperty());
    }

    @Test
    void aSecondInstanceReadsWhatTheFirstHasWrittenUnlessTheClassDeniesIt() {
        holds(new ContentsProperty());
    }

    @Test
    void aHandOverUnderLoadLosesNothing() {
        holds(new HandOverProperty());
    }

    @Test
    void theClassLoaderIsCollectedAfterUseAndAfterFailures() {
        holds(new LeakProperty());
    }
}
