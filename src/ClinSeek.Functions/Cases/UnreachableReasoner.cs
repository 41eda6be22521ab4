using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Cases;

/// <summary>The turn of a reasoner that stayed out of reach: an abstention with its cause, so that the case still ends.</summary>
internal static class UnreachableReasoner
{
    public static ReasonerTurn Abstain(IReasoner reasoner, CaseFile file, string cause) => new()
    {
        Reasoner = $"{reasoner.Name}/{reasoner.Version}",
        Decision = new Decision { Answer = null, Abstention = $"The reasoner could not be reached: {cause}", Ranking = file.Board.Live },
        Rationale = "No turn could be taken.",
    };
}
