using System.Text.Json;
using System.Text.Json.Nodes;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Privacy;

/// <summary>A case file without what identifies the patient, and the way back for what a reasoner says of it.</summary>
internal sealed class HiddenCase
{
    private const string Arguments = "argumentsJson";

    private readonly Surrogates _surrogates;

    public HiddenCase(CaseFile file, Surrogates surrogates)
    {
        _surrogates = surrogates;
        File = file with
        {
            Request = file.Request with
            {
                Question = surrogates.Hide(file.Request.Question),
                Patient = surrogates.Hide(file.Request.Patient),
                Candidates = file.Request.Candidates is { } candidates ? [.. candidates.Select(surrogates.Hide)] : null,
                Cutoff = new CutoffTime(surrogates.Hide(file.Request.Cutoff.Instant)),
            },
            Films = [.. file.Films.Select(surrogates.Hide)],
            Steps = [.. file.Steps.Select(step => Mapped(step, surrogates.Hide))],
            Rejections = [.. file.Rejections.Select(surrogates.Hide)],
            // A film shows who it is of: by what is burnt in, and by what it is.
            Pictures = null,
            Exchanges = new UnheardExchanges(file.Exchanges),
        };
    }

    /// <summary>The file as it may go out.</summary>
    public CaseFile File { get; }

    /// <summary>The turn in the patient's own words and dates.</summary>
    public ReasonerTurn Reveal(ReasonerTurn turn) => Mapped(turn, _surrogates.Reveal);

    private static T Mapped<T>(T value, Func<string, string> map)
    {
        JsonNode node = JsonSerializer.SerializeToNode(value, EvidenceJson.Options)!;
        return Mapped(node, map).Deserialize<T>(EvidenceJson.Options)!;
    }

    // JSON within a string: its escapes are no words of the record.
    private static JsonNode Inside(JsonNode node, Func<string, string> map)
    {
        try
        {
            return JsonNode.Parse(node.GetValue<string>()) is { } arguments ? JsonValue.Create(Mapped(arguments, map).ToJsonString(EvidenceJson.Options)) : node;
        }
        catch (JsonException)
        {
            return Mapped(node, map);
        }
    }

    private static JsonNode Mapped(JsonNode node, Func<string, string> map)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members.ToList())
                {
                    if (value is not null && (name == Arguments ? Inside(value, map) : Mapped(value, map)) is var mapped && mapped != value)
                    {
                        members[name] = mapped;
                    }
                }

                return members;
            case JsonArray items:
                for (int index = 0; index < items.Count; index++)
                {
                    if (items[index] is { } item && Mapped(item, map) is var mapped && mapped != item)
                    {
                        items[index] = mapped;
                    }
                }

                return items;
            default:
                return node.GetValueKind() == JsonValueKind.String && node.GetValue<string>() is var text && map(text) is var written && written != text ? JsonValue.Create(written) : node;
        }
    }
}
