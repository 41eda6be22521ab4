namespace ClinSeek.Reasoning.Tests.Testing;

/// <summary>Files of the repository that tests read.</summary>
internal static class Fixture
{
    public static string Injections => At("tests", "Fixtures", "injections", "injections.json");

    /// <summary>A path from the repository's root.</summary>
    public static string At(params string[] parts)
    {
        DirectoryInfo at = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "ClinSeek.Functions.sln")))
        {
            at = at.Parent ?? throw new DirectoryNotFoundException("The repository's root was not found.");
        }

        return Path.Combine([at.FullName, .. parts]);
    }
}
