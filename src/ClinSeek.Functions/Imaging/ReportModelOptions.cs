using ClinSeek.Imaging;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Imaging;

/// <summary>The vision model that writes reports, section <c>Imaging:Report</c>; without an endpoint there is none.</summary>
public sealed class ReportModelOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = ImagingOptions.SectionName + ":Report";

    /// <summary>The endpoint, ending in <c>/v1</c>.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The model's or deployment's name.</summary>
    public string? Name { get; set; }

    /// <summary>The key; without one as <c>Model:ApiKey</c>.</summary>
    public string? ApiKey { get; set; }

    /// <summary>How long it may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The same as the reasoner's connection has it, whose rules it keeps to.</summary>
    internal ReasonerOptions Connection() => new() { Endpoint = Endpoint, Name = Name, ApiKey = ApiKey, Timeout = Timeout };
}
