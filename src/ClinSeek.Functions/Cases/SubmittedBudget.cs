using System.ComponentModel.DataAnnotations;

namespace ClinSeek.Functions.Cases;

/// <summary>What a submission allows a case to spend beside its steps. Spending any part of it forces a finish.</summary>
public sealed record SubmittedBudget
{
    /// <summary>Model tokens, prompt and completion together; no limit when left out.</summary>
    [Range(1, long.MaxValue)]
    public long? Tokens { get; init; }

    /// <summary>US dollars by the prices of the model's profile; no limit when left out.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Calls of the browser's tools; no limit when left out.</summary>
    [Range(1, int.MaxValue)]
    public int? BrowserCalls { get; init; }

    /// <summary>Minutes from acceptance to the forced finish; 10 when left out.</summary>
    public double? Minutes { get; init; }
}
