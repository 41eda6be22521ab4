using ClinSeek.Functions.Activities;

namespace ClinSeek.Functions.Films;

/// <summary>The archives that films may come from, section <c>DicomWeb</c> of the configuration.</summary>
public sealed class DicomWebOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "DicomWeb";

    /// <summary>The archives by name: <c>DicomWeb__Servers__NAME__BaseUrl</c>. They and no others are asked, whatever a record says.</summary>
    public Dictionary<string, DicomWebServerOptions> Servers { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Studies of a case whose films are fetched. Default 20.</summary>
    public int MaxStudies { get; set; } = 20;

    private static readonly TimeSpan LongestTimeout = OpenCase.Deadline - TimeSpan.FromMinutes(1);

    /// <summary>How long fetching the films of a case may take. Default 2 minutes, at most 3: opening a case has 4.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>What is wrong with the options, each with its remedy; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (MaxStudies is < 1 or > 1_000 || Timeout < TimeSpan.FromSeconds(1) || Timeout > LongestTimeout)
        {
            yield return $"{SectionName}: MaxStudies lies between 1 and 1000, and Timeout between a second and {LongestTimeout.TotalMinutes:0} minutes.";
        }

        foreach (string problem in Servers.SelectMany(static server => server.Value.Problems($"{SectionName}:Servers:{server.Key}")))
        {
            yield return problem;
        }
    }
}
