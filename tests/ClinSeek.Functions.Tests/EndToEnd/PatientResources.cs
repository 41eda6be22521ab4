using System.Text.Json;
using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>Which resources belong to which patient, read from the bundle files without the product's help.</summary>
internal static class PatientResources
{
    /// <summary>For each patient of a folder with one bundle a patient, its resources as <c>Type/id</c>.</summary>
    public static IReadOnlyDictionary<string, HashSet<string>> ReadFolder(string folder) =>
        Directory.GetFiles(folder, "*.json").Select(Read).ToDictionary(static pair => pair.Patient, static pair => pair.Resources);

    /// <summary>The resource that a citation points at, without its version; null for a passage or a tool.</summary>
    public static string? Of(Citation citation) =>
        citation.Source.Split('/') is [{ Length: > 0 } type, { Length: > 0 } id, ..] && char.IsAsciiLetterUpper(type[0]) ? $"{type}/{id}" : null;

    private static (string Patient, HashSet<string> Resources) Read(string file)
    {
        using JsonDocument bundle = JsonDocument.Parse(File.ReadAllBytes(file));
        HashSet<string> resources = [.. bundle.RootElement.GetProperty("entry").EnumerateArray()
            .Select(static entry => entry.GetProperty("resource"))
            .Select(static resource => $"{resource.GetProperty("resourceType").GetString()}/{resource.GetProperty("id").GetString()}")];
        return (resources.Single(static name => name.StartsWith("Patient/", StringComparison.Ordinal))[8..], resources);
    }
}
