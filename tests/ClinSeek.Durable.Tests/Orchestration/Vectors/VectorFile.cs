using System.Text.Json;
using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Tests.Orchestration.Vectors;

/// <summary>A recorded scenario.</summary>
internal sealed record VectorFile(string Scenario, IReadOnlyList<VectorTurn> Turns)
{
    private static readonly string Folder = FindFolder();

    public static IEnumerable<string> Scenarios =>
        Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static VectorFile Load(string scenario)
    {
        using var stream = File.OpenRead(Path.Combine(Folder, scenario + ".json"));
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        var turns = root.GetProperty("turns").EnumerateArray().Select(ReadTurn).ToList();
        return new VectorFile(scenario, turns);
    }

    private static VectorTurn ReadTurn(JsonElement turn)
    {
        var request = OrchestratorRequest.Parser.ParseFrom(turn.GetProperty("requestBase64").GetBytesFromBase64());
        var response = turn.GetProperty("responseBase64");
        return new VectorTurn(
            request,
            response.ValueKind == JsonValueKind.String ? OrchestratorResponse.Parser.ParseFrom(response.GetBytesFromBase64()) : null);
    }

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "tests", "Fixtures", "durable-vectors");
            if (Directory.Exists(candidate))
                return candidate;
        }

        throw new DirectoryNotFoundException("tests/Fixtures/durable-vectors was not found above " + AppContext.BaseDirectory);
    }
}
