namespace ClinSeek.Evidence.Cases;

/// <summary>What a case may spend. Spending any part of it forces a finish-only turn, so a case never ends without an answer or an abstention.</summary>
/// <param name="Steps">Reasoning steps, at least 1.</param>
/// <param name="Tokens">Model tokens, prompt and completion together; null where no limit is set.</param>
/// <param name="WallTime">Time from acceptance to the forced finish.</param>
public sealed record CaseBudget(int Steps, long? Tokens, TimeSpan WallTime)
{
    /// <summary>US dollars by the prices of the model's profile; null where no limit is set.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Calls of the browser's tools; null where no limit is set.</summary>
    public int? BrowserCalls { get; init; }

    /// <summary>24 steps, no token limit, 10 minutes.</summary>
    public static CaseBudget Default { get; } = new(24, null, TimeSpan.FromMinutes(10));
}
