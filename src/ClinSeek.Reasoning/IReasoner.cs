namespace ClinSeek.Reasoning;

/// <summary>
/// The port that both kinds of reasoner fit. A reasoner keeps nothing between turns: everything it knows of a case is in
/// the case file, so any process can take the next turn. Called at least once a step; the caller keeps the first answer.
/// </summary>
public interface IReasoner
{
    /// <summary>A stable name, such as <c>likelihood</c>.</summary>
    string Name { get; }

    /// <summary>The version of prompts, packs and code together, as the ledger records it.</summary>
    string Version { get; }

    /// <summary>Takes one turn: changes to hypotheses, then either tool calls or a decision.</summary>
    /// <exception cref="ReasonerUnavailableException">The model behind it cannot be reached; the step may be tried again.</exception>
    Task<ReasonerTurn> ReasonAsync(CaseFile file, CancellationToken cancellationToken);
}
