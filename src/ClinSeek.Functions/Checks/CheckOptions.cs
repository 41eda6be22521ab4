namespace ClinSeek.Functions.Checks;

/// <summary>Who reads cases a second time where their request does not say: section <c>Checks</c> of the configuration.</summary>
public sealed class CheckOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Checks";

    /// <summary>The section of a second model, in the form of <see cref="Reasoning.ReasonerOptions"/>; its reasoner's name is <c>second-model</c>.</summary>
    public const string SecondModel = "SecondModel";

    /// <summary>Whether the likelihood reasoner reads beside a model; it says nothing where no pack fits.</summary>
    public bool Likelihood { get; set; } = true;

    /// <summary>The name of a further reasoner that reads every case a second time, such as <c>second-model</c>.</summary>
    public string? By { get; set; }
}
