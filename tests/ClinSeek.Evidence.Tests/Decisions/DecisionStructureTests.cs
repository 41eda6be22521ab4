using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Evidence.Tests.Decisions;

public sealed class DecisionStructureTests
{
    private static readonly HashSet<EvidenceId> Known = [new(1, 0), new(2, 1)];
    private static readonly Citation Good = new(new EvidenceId(1, 0), "Observation/o1", "observation#1", "K 6.1");

    [Fact]
    public void Check_CitedAnswerFromTheList_HasNoProblem() =>
        DecisionStructure.Check(new Decision { Answer = "a", Claims = [new Claim("c", [Good])] }, Known, ["a", "b"]).ShouldBeEmpty();

    [Fact]
    public void Check_Abstention_NeedsNoClaim() =>
        DecisionStructure.Check(new Decision { Answer = null, Abstention = "too little" }, Known, ["a"]).ShouldBeEmpty();

    [Fact]
    public void Check_EverythingWrong_IsNamedInOrder()
    {
        var decision = new Decision
        {
            Answer = "z",
            Abstention = "and yet",
            Claims = [new Claim("", []), new Claim("c", [Good with { Id = new EvidenceId(9, 9), Quote = " " }])],
        };

        DecisionStructure.Check(decision, Known, ["a"]).Select(static problem => (problem.Kind, problem.Claim)).ShouldBe(
        [
            (DecisionProblemKind.TwoOutcomes, null), (DecisionProblemKind.NotACandidate, null), (DecisionProblemKind.EmptyClaim, 0),
            (DecisionProblemKind.Uncited, 0), (DecisionProblemKind.UnknownEvidence, 1), (DecisionProblemKind.IncompleteCitation, 1),
        ]);
        DecisionStructure.Check(new Decision { Answer = null }, Known, null).Single().Kind.ShouldBe(DecisionProblemKind.NoOutcome);
        DecisionStructure.Check(new Decision { Answer = "x" }, Known, null).Single().Kind.ShouldBe(DecisionProblemKind.NoClaims);
    }
}
