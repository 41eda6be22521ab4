using System.Net.Http.Json;
using System.Text.Json;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Peers.FunctionsHost;
using ClinSeek.Peers.FunctionsHost.Hub;
using ClinSeek.Peers.FunctionsHost.Invocations;
using ClinSeek.Peers.FunctionsHost.Processes;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>The published app under the test host, used as its users do: over HTTP.</summary>
internal sealed class FunctionsApp : IAsyncDisposable
{
    private const string Cutoff = "2026-03-01T12:00:00Z";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private FunctionsApp(TestHost host)
    {
        Host = host;
        Http = host.CreateClient();
    }

    public TestHost Host { get; }

    public HttpClient Http { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts a host over the data of a folder: <c>data</c> and <c>keys.json</c>, as <see cref="ProductHost"/> has them.</summary>
    /// <param name="folder">Where files go.</param>
    /// <param name="script">What the host does otherwise.</param>
    /// <param name="hub">The durable state to go on with.</param>
    /// <param name="settings">Further app settings.</param>
    /// <param name="functionTimeout">In place of host.json's.</param>
    public static async Task<FunctionsApp> StartAsync(
        string folder, HostScript? script = null, TaskHub? hub = null, IReadOnlyDictionary<string, string>? settings = null, TimeSpan? functionTimeout = null)
    {
        var environment = new Dictionary<string, string>
        {
            ["TASKHUB_NAME"] = "TestedHub",
            ["ClinSeek__Data"] = Path.Combine(folder, "data"),
            ["ClinSeek__KeyFile"] = Path.Combine(folder, "keys.json"),
        };
        foreach ((string name, string value) in settings ?? new Dictionary<string, string>())
        {
            environment[name] = value;
        }

        return new FunctionsApp(await TestHost.StartAsync(
            new TestHostOptions { AppFolder = await PublishedApp.FolderAsync(), Environment = environment, Script = script ?? new HostScript(), FunctionTimeout = functionTimeout },
            hub, Stop));
    }

    /// <summary>Starts a case about a demo patient; gives its id.</summary>
    public async Task<string> StartCaseAsync(string patient, string question = ProductHost.Question, string? cutoff = Cutoff)
    {
        using HttpResponseMessage accepted = await Http.PostAsync("api/cases", Body(new { patient, question, cutoff = cutoff ?? Cutoff }), Stop);
        string text = await accepted.Content.ReadAsStringAsync(Stop);
        accepted.StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("caseId").GetString()!;
    }

    /// <summary>The case as its users see it now, or null where the handler is away for the moment.</summary>
    public async Task<JsonElement?> TryGetAsync(string id)
    {
        using HttpResponseMessage answer = await Http.GetAsync("api/cases/" + id, Stop);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(Stop) : null;
    }

    /// <summary>Waits for a case's end; sweeps meanwhile where the host may have failed it.</summary>
    public async Task<JsonElement> EndAsync(string id, bool sweep = false)
    {
        while (true)
        {
            if (await TryGetAsync(id) is { } view && IsEnded(view))
            {
                return view;
            }

            if (sweep)
            {
                await SweepAsync();
            }

            await Task.Delay(Poll, Stop);
        }
    }

    /// <summary>Fires every timer that the app has.</summary>
    public async Task SweepAsync()
    {
        foreach (var function in Host.App.Functions.Where(static function => function.Trigger.Is("timerTrigger")))
        {
            try
            {
                await Host.Triggers.FireTimerAsync(function.Name, cancellationToken: Stop);
            }
            catch (Exception cut) when (cut is FunctionFailedException or HandlerStoppedException)
            {
                // A sweep that is cut off is made good by the next one.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }

    public static bool IsEnded(JsonElement view) => view.GetProperty("status").GetString() is not ("running" or "paused" or "waiting" or "pending" or "accepted");

    /// <summary>JSON with a length: a body sent in chunks does not reach an envelope function.</summary>
    public static ByteArrayContent Body(object value) => new(JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web))
    {
        Headers = { ContentType = new("application/json") },
    };
}
