namespace ClinSeek.Ehr.Fhir;

/// <summary>The FHIR servers that records may come from, section <c>Fhir</c> of the configuration.</summary>
public sealed class FhirOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Fhir";

    /// <summary>The servers by name: <c>Fhir__Servers__NAME__BaseUrl</c>. They and no others may be asked, but for loopback.</summary>
    public Dictionary<string, FhirServerOptions> Servers { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether open servers on this machine (127.0.0.1, localhost) may be asked without being named. Default true; behind the Functions host false, since others can reach that.</summary>
    public bool AllowLoopback { get; set; } = true;

    /// <summary>The limits for servers that are not named.</summary>
    public PullLimits Limits { get; set; } = new();

    /// <summary>What is wrong with the options, each with its remedy; empty when nothing is.</summary>
    public IEnumerable<string> Problems() =>
        Servers.SelectMany(static server => server.Value.Problems($"{SectionName}:Servers:{server.Key}"))
            .Concat(FhirServerOptions.LimitProblems(Limits, SectionName));
}
