using System.Text.Json;
using ClinSeek.Evidence;

namespace ClinSeek.Functions.Cli;

/// <summary>Output for programs: one JSON document, indented, on standard output; nulls are written, since a script asks for members by name.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(EvidenceJson.Options)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never,
    };

    public static void Write<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Options));
}
