using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.Crash;

/// <summary>One of twenty different cases, the same in every process.</summary>
/// <param name="Number">0 to 19.</param>
internal sealed record CrashScenario(int Number)
{
    public const int Count = 20;

    public const string CaseName = "crash-case";

    public static CrashScenario Of(int number) => new(number);

    /// <summary>Short and long cases, across zero, one and two continue-as-new; every fifth has a decision that is sent back, every seventh runs out of steps.</summary>
    public IReasoner Reasoner() => new ScriptedReasoner(1 + (Number % 10))
    {
        Deciding = Number % 5 == 4 ? static (file, decision) => file.Rejections.Count == 0 ? Ungrounded(decision) : decision : null,
    };

    /// <summary>The request, always the same text.</summary>
    public CaseRequest Request(string folder) => CaseWorld.Request(
        Path.Combine(folder, "record", "record.json"), steps: Number % 7 == 6 ? 2 : 24, question: $"Question number {Number}?");

    private static Decision Ungrounded(Decision decision) => decision with
    {
        Claims = [.. decision.Claims.Select(static claim => claim with { Citations = [.. claim.Citations.Select(static citation => citation with { Quote = "nowhere to be found" })] })],
    };
}
