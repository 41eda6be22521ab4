using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary>A host writes logs that others read: planted clinical words must not be in them.</summary>
public sealed class OutputCanaryTests : IDisposable
{
    private const string Canary = "Qwvxzz4417Canary";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serve_CaseWithPlantedWords_LogsNoneOfThem()
    {
        string record = SamplePatient.Write(_folder["record"], Canary);
        var verbose = new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Trace" };
        using Process host = Program.Start(_folder.Path, verbose, "--data", _folder["data"], "--key-file", _folder["keys.json"]);
        Task<string> output = host.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            using var http = new HttpClient { BaseAddress = await AddressAsync(host) };
            (await AskAsync(http, new { patient = "p1", question = $"Is it {Canary}?", fhir = record })).ShouldBe("abstained");
            (await AskAsync(http, new { patient = "p1", question = $"What causes the dyspnoea, {Canary}?", fhir = record })).ShouldBeOneOf("decided", "abstained");
            using HttpResponseMessage refused = await http.PostAsJsonAsync("api/cases", new { patient = Canary, question = Canary }, TestContext.Current.CancellationToken);
            refused.IsSuccessStatusCode.ShouldBeFalse();
        }
        finally
        {
            host.Kill(entireProcessTree: true);
        }

        string log = await output + await error;
        log.ShouldContain("ClinSeek is ready");
        log.ShouldNotContain(Canary);
    }

    private static async Task<string?> AskAsync(HttpClient http, object submission)
    {
        using HttpResponseMessage accepted = await http.PostAsJsonAsync("api/cases", submission, TestContext.Current.CancellationToken);
        accepted.EnsureSuccessStatusCode();
        while (true)
        {
            JsonElement view = await http.GetFromJsonAsync<JsonElement>(accepted.Headers.Location, TestContext.Current.CancellationToken);
            if (view.GetProperty("status").GetString() is { } status and not "running")
            {
                return status;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task<Uri> AddressAsync(Process host)
    {
        string file = _folder["data/host.json"];
        while (!host.HasExited)
        {
            if (File.Exists(file) && JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("Address").GetString() is { } address)
            {
                return new Uri(address);
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException("The host has ended before it was ready.");
    }
}
