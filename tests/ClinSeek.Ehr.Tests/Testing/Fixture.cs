namespace ClinSeek.Ehr.Tests.Testing;

/// <summary>Synthetic FHIR files beside the tests.</summary>
internal static class Fixture
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures", "fhir");

    public static string At(string name) => Path.Combine(Folder, name);
}
