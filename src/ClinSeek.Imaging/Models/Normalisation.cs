namespace ClinSeek.Imaging.Models;

/// <summary>From shown values (0..1) to the numbers a network was trained on.</summary>
/// <param name="Kind"><c>standard-score</c>: (x - mean of the film) / (deviation of the film + epsilon). <c>linear</c>: (x - mean) / deviation.</param>
/// <param name="Mean">For <c>linear</c>.</param>
/// <param name="Deviation">For <c>linear</c>; not zero.</param>
/// <param name="Epsilon">For <c>standard-score</c>.</param>
public sealed record Normalisation(string Kind, double Mean = 0, double Deviation = 1, double Epsilon = 0)
{
    internal const string StandardScore = "standard-score";
    internal const string Linear = "linear";

    /// <summary>Whether this is a kind that is known, with numbers it can use.</summary>
    internal bool IsValid => Kind switch
    {
        StandardScore => Epsilon > 0,
        Linear => double.IsFinite(Mean) && double.IsFinite(Deviation) && Deviation != 0,
        _ => false,
    };

    internal void Apply(ReadOnlySpan<double> shown, Span<float> input)
    {
        (double mean, double divisor) = Kind == Linear ? (Mean, Deviation) : Statistics(shown);
        for (int i = 0; i < shown.Length; i++) input[i] = (float)((shown[i] - mean) / divisor);
    }

    private (double Mean, double Divisor) Statistics(ReadOnlySpan<double> shown)
    {
        double sum = 0;
        foreach (double value in shown) sum += value;
        double mean = sum / shown.Length;
        double squares = 0;
        foreach (double value in shown) squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / shown.Length) + Epsilon);
    }
}
