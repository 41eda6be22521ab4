namespace ClinSeek.Reasoning;

/// <summary>What a case may still spend; null where there is no limit.</summary>
/// <param name="Tokens">Model tokens, prompt and completion together.</param>
/// <param name="Cost">US dollars.</param>
/// <param name="BrowserCalls">Calls of knowledge tools.</param>
/// <param name="Time">Time until only a finish is accepted.</param>
public sealed record BudgetLeft(long? Tokens = null, decimal? Cost = null, int? BrowserCalls = null, TimeSpan? Time = null)
{
    /// <summary>No limit at all.</summary>
    public static BudgetLeft Unlimited { get; } = new();
}
