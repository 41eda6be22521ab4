namespace ClinSeek.Functions.Hosting;

/// <summary>Where the synthetic demo patients lie: beside the program.</summary>
public static class DemoRecord
{
    /// <summary>The folder with their FHIR bundles and films.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "demo");

    /// <summary>The patient that the documentation asks about.</summary>
    public const string FirstPatient = "demo-01-arden";

    /// <summary>What it asks.</summary>
    public const string FirstQuestion = "What is the most likely cause of this patient's acute shortness of breath?";
}
