namespace ClinSeek.Functions.Models;

/// <summary>
/// How long to wait before a model is asked again: what the provider asked for, else twice as long with every attempt; a part
/// of it by chance, so that many cases that were refused at once do not come back at once. The wait itself is a durable timer.
/// </summary>
internal static class RetryDelay
{
    private const double FirstSeconds = 2;
    private const double LongestSeconds = 120;

    /// <summary>Seconds to wait, at least 1.</summary>
    /// <param name="retryAfter">What the provider asked for, or null.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="random">0 to 1.</param>
    public static int Seconds(TimeSpan? retryAfter, int attempt, double random)
    {
        // Never sooner than the provider asked for; up to a quarter later.
        double seconds = retryAfter is { } asked
            ? asked.TotalSeconds * (1 + (random / 4))
            : FirstSeconds * Math.Pow(2, Math.Min(attempt - 1, 10)) * (0.5 + (random / 2));
        return (int)Math.Ceiling(Math.Clamp(seconds, 1, Math.Max(LongestSeconds, retryAfter?.TotalSeconds ?? 0)));
    }
}
