using System.Text.Json;

namespace ClinSeek.Ehr.Tests.SqlOnFhir.Conformance;

/// <summary>A file of test cases in the form of the SQL-on-FHIR suite.</summary>
internal sealed record SuiteFile(string Name, IReadOnlyList<JsonElement> Resources, IReadOnlyList<SuiteCase> Cases)
{
    /// <summary>The files of a folder, by name; its schemas are left out.</summary>
    public static IReadOnlyList<SuiteFile> ReadFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json").Where(static path => !path.EndsWith(".schema.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

    public static SuiteFile Read(string path)
    {
        JsonElement root = JsonElement.Parse(File.ReadAllBytes(path));
        return new SuiteFile(
            Path.GetFileName(path),
            [.. root.GetProperty("resources").EnumerateArray()],
            [.. root.GetProperty("tests").EnumerateArray().Select(static test => new SuiteCase(test))]);
    }
}
