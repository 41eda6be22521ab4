using ClinSeek.Evidence.Tools;

namespace ClinSeek.Functions.Orchestrators;

/// <summary>What a tool call gave, in counts. The result is in the store under its evidence id. Holds no PHI.</summary>
/// <param name="Outcome">How the call ended.</param>
/// <param name="Shown">Rows in the result.</param>
/// <param name="Total">Rows that matched.</param>
/// <param name="Digest">The keyed digest of the stored item.</param>
public sealed record ToolAnswer(string Outcome, int Shown, int Total, string Digest)
{
    /// <summary>The answer for a stored result.</summary>
    public static ToolAnswer Of(ToolResult result, string digest) =>
        new(Word(result.Outcome), result.Shown, result.Total, digest);

    private static string Word(ToolOutcome outcome) => outcome switch
    {
        ToolOutcome.Ok => "ok",
        ToolOutcome.Empty => "empty",
        ToolOutcome.Denied => "denied",
        ToolOutcome.Truncated => "truncated",
        _ => "failed",
    };
}
