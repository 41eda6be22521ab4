namespace ClinSeek.Functions.Models;

/// <summary>Cost as the orchestrator counts it: in whole millionths of a US dollar, so that adding it up is exact on every host.</summary>
internal static class ModelCost
{
    /// <summary>Millionths of a dollar, a part of one counted as a whole.</summary>
    public static long Micros(decimal dollars) => (long)Math.Ceiling(Math.Min(dollars * 1_000_000m, long.MaxValue / 2));
}
