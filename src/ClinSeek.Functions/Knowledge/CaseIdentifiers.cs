using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Knowledge.Privacy;

namespace ClinSeek.Functions.Knowledge;

/// <summary>Reads from a case's received pages who the patient is, so that no query says it. Keeps what it read of a few cases in memory only.</summary>
public sealed class CaseIdentifiers(CaseRecord record)
{
    private const int MostCases = 64;

    private readonly ConcurrentDictionary<CaseId, PatientIdentifiers> known = new();

    /// <summary>The identifiers of a case's patient. Case in, case out: they are never written.</summary>
    public async ValueTask<PatientIdentifiers> OfAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(id, out PatientIdentifiers? found))
        {
            return found;
        }

        CaseRequest request = (await record.AcceptedAsync(id, cancellationToken)).Request;
        var people = new List<JsonElement>();
        if (await record.FindAsync<PullManifest>(id, DocumentNames.Pull, cancellationToken) is not { } manifest)
        {
            // Not kept: the pages, once they are there, say more.
            return PatientIdentifiers.From(people, request.Patient);
        }

        foreach (PulledPage page in manifest.Pages)
        {
            people.AddRange(People((await record.BytesAsync(id, page.Document, cancellationToken)).Content));
        }

        if (known.Count >= MostCases)
        {
            known.Clear();
        }

        return known.GetOrAdd(id, PatientIdentifiers.From(people, request.Patient));
    }

    private static IEnumerable<JsonElement> People(ReadOnlyMemory<byte> page)
    {
        // References name Patient with a stroke behind it; only a resource or a type is quoted alone.
        if (page.Span.IndexOf("\"Patient\""u8) < 0 && page.Span.IndexOf("\"RelatedPerson\""u8) < 0)
        {
            return [];
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(page);
            return [.. Resources(document.RootElement)];
        }
        catch (JsonException)
        {
            return [.. Encoding.UTF8.GetString(page.Span).Split('\n').SelectMany(Line)];
        }
    }

    private static JsonElement[] Line(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return [.. Resources(document.RootElement)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<JsonElement> Resources(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        if (root.TryGetProperty("resourceType", out JsonElement type) && type.ValueKind == JsonValueKind.String && (type.ValueEquals("Patient") || type.ValueEquals("RelatedPerson")))
        {
            yield return root.Clone();
        }

        if (root.TryGetProperty("entry", out JsonElement entries) && entries.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement entry in entries.EnumerateArray())
            {
                if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("resource", out JsonElement resource))
                {
                    foreach (JsonElement person in Resources(resource))
                    {
                        yield return person;
                    }
                }
            }
        }
    }
}
