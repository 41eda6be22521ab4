using System.Text.Json;

namespace ClinSeek.Functions.Hosting;

/// <summary>What the local host says when it is ready: where it is, and what to try.</summary>
internal static class Welcome
{
    // Read by a shell inside single quotes, so the question has none.
    private static readonly string Submission = JsonSerializer.Serialize(
        new { patient = DemoRecord.FirstPatient, question = "What causes the acute dyspnoea?" });

    public static void Write(Uri address, ClinSeekOptions options)
    {
        string root = address.ToString().TrimEnd('/');
        Console.Out.WriteLine($"""
            ClinSeek is ready on {root} (loopback only). Cases are kept in {Path.GetFullPath(options.Data)}.

            Try, in another terminal:
              dotnet run --project src/ClinSeek.Functions -- patients
              dotnet run --project src/ClinSeek.Functions -- ask --patient {DemoRecord.FirstPatient} "{DemoRecord.FirstQuestion}"
              curl {root}/api/cases
              curl -H 'content-type: application/json' -d '{Submission}' {root}/api/cases

            OpenAPI: {root}/openapi/v1.json   Health: {root}/health   Stop: Ctrl+C
            Research software, not a medical device.
            """);
    }
}
