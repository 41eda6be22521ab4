using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>Reads what the record refers to and the searches did not bring: medications, and the bodies of documents.</summary>
internal sealed class ReferencedReads(FhirHttp http, PullBook book)
{
    public async Task ReadAsync(string patientId, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> missing = MissingReferences.Of(patientId, [.. book.Pages.Select(static page => page.Page)]);
        if (missing.Count > http.Limits.MaxReferenceReads)
        {
            book.Gap(PullCodes.ReadLimit, "references", $"{missing.Count} medications and documents are referred to and only {http.Limits.MaxReferenceReads} were read. Raise Limits:MaxReferenceReads.");
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = http.Limits.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(missing.Take(http.Limits.MaxReferenceReads), parallel, async (reference, token) => await ReadOneAsync(reference, token));
    }

    private async Task ReadOneAsync(string reference, CancellationToken cancellationToken)
    {
        string scope = FhirReference.Key(reference)?.Split('/')[0] is { Length: > 0 } type && type.All(char.IsAsciiLetter) ? type : "document";
        if (reference.StartsWith("urn:", StringComparison.Ordinal) || reference.Contains('?', StringComparison.Ordinal)
            || !Addresses.TryResolve(http.Hosts.Base, reference, out Uri? address))
        {
            book.Gap(PullCodes.Gone, scope, $"{scope}: a resource is referred to in a way that leads nowhere; its content is missing.");
            return;
        }

        if (!http.Hosts.Allows(address))
        {
            book.Gap(PullCodes.HostRefused, scope, $"{scope}: a document lies on the host '{address.IdnHost}', which is not allowed; its content is missing. Name the host under AllowedHosts if it belongs to the server.");
            return;
        }

        FhirReply reply = await http.SendAsync(new FhirRequest(address) { ExpectsResource = false }, cancellationToken);
        if (reply.Problem is { } problem)
        {
            book.Gap(problem.Code, scope, $"{scope}: a resource that the record refers to is missing. {problem.Text}");
            return;
        }

        book.Take(scope, IsResource(reply) ? reply : reply with { Content = Wrap(reference, reply) }, FhirPageReader.Json);
    }

    private static bool IsResource(FhirReply reply)
    {
        if (reply.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(reply.Content);
            return document.RootElement.Text("resourceType"u8) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Some servers give a document's bytes whatever they are asked for; as a Binary they can be kept and found with the rest.</summary>
    private static byte[] Wrap(string reference, FhirReply reply)
    {
        var binary = new JsonObject
        {
            ["resourceType"] = "Binary",
            ["id"] = FhirReference.Key(reference)?.Split('/')[^1],
            ["contentType"] = reply.MediaType ?? "application/octet-stream",
            ["data"] = Convert.ToBase64String(reply.Content.Span),
        };
        var bundle = new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "collection",
            ["entry"] = new JsonArray(new JsonObject { ["fullUrl"] = reference, ["resource"] = binary }),
        };
        return Encoding.UTF8.GetBytes(bundle.ToJsonString());
    }
}
