using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ClinSeek.Benchmarks.HostCase;

/// <summary>One case over the HTTP API.</summary>
internal static class DemoCase
{
    private static readonly byte[] Request = JsonSerializer.SerializeToUtf8Bytes(new
    {
        patient = "demo-01-arden",
        question = "What is the most likely cause of this patient's acute shortness of breath?",
        cutoff = "2026-03-01T12:00:00Z",
    });

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    /// <summary>Milliseconds from the request to the first answer that says it has ended.</summary>
    public static async Task<double> MeasureAsync(HttpClient http)
    {
        long start = Stopwatch.GetTimestamp();
        using var body = new ByteArrayContent(Request) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using HttpResponseMessage accepted = await http.PostAsync("api/cases", body);
        accepted.EnsureSuccessStatusCode();
        string id = JsonDocument.Parse(await accepted.Content.ReadAsStreamAsync()).RootElement.GetProperty("caseId").GetString()!;
        while (true)
        {
            using JsonDocument view = JsonDocument.Parse(await http.GetStringAsync("api/cases/" + id));
            switch (view.RootElement.GetProperty("status").GetString())
            {
                case "decided":
                    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                case "running":
                    await Task.Delay(Poll);
                    break;
                case var other:
                    throw new InvalidOperationException($"The case ended as {other}.");
            }
        }
    }
}
