using System.Globalization;

namespace ClinSeek.Evidence.Decisions;

/// <summary>Diagnoses, likeliest first.</summary>
public sealed record DifferentialAnswer(IReadOnlyList<RankedDiagnosis> Diagnoses) : DecisionAnswer
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Names => [.. Diagnoses.Select(static one => one.Name)];

    /// <inheritdoc />
    public override string Show() => string.Join("; ", Diagnoses.Select(static (one, index) => one.Weight is { } weight
        ? string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {one.Name} ({weight:0.00})")
        : string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {one.Name}")));
}
