using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ClinSeek.Durable.Protocol;
using ClinSeek.Functions.Tests.Testing;
using Google.Protobuf;

namespace ClinSeek.Functions.Tests.Hosting.CustomHandler;

/// <summary>The built program started as a custom handler, cold, and spoken to as the Functions host does.</summary>
internal sealed class HandlerProcess : IDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };

    private HandlerProcess(Process process, int port, TemporaryFolder folder)
    {
        Process = process;
        _folder = folder;
        _http.BaseAddress = new Uri($"http://127.0.0.1:{port}/");
    }

    public Process Process { get; }

    public HttpClient Http => _http;

    /// <summary>Starts it and waits until it is ready, unless it ends before.</summary>
    public static async Task<HandlerProcess> StartAsync(params (string Name, string Value)[] settings)
    {
        int port = FreePort();
        var folder = new TemporaryFolder();
        Dictionary<string, string> environment = settings.ToDictionary(static setting => setting.Name, static setting => setting.Value);
        environment.TryAdd("FUNCTIONS_CUSTOMHANDLER_PORT", port.ToString(CultureInfo.InvariantCulture));
        environment.TryAdd("ClinSeek__Data", folder["data"]);
        environment.TryAdd("ClinSeek__KeyFile", folder["keys.json"]);
        var handler = new HandlerProcess(Cli.Program.Start(AppContext.BaseDirectory, environment), port, folder);
        await handler.WaitReadyAsync();
        return handler;
    }

    /// <summary>Posts an envelope to a function.</summary>
    public async Task<JsonElement> InvokeAsync(string function, params (string Name, string Json)[] data)
    {
        string members = string.Join(',', data.Select(static member => $"{JsonSerializer.Serialize(member.Name)}:{member.Json}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, function)
        {
            Content = new StringContent($"{{\"Data\":{{{members}}},\"Metadata\":{{\"sys\":{{}}}}}}", Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
        };
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }

    /// <summary>Runs an activity; gives the envelope of its outcome, which is not a failure.</summary>
    public async Task<JsonDocument> InvokeActivityAsync(string activity, string inputJson)
    {
        JsonElement answer = await InvokeAsync(activity, ("inputTrigger", Twice(inputJson)));
        JsonDocument outcome = JsonDocument.Parse(answer.GetProperty("ReturnValue").GetString()!);
        outcome.RootElement.TryGetProperty("failed", out JsonElement failed).ShouldBeFalse(failed.ToString());
        return outcome;
    }

    public async Task<OrchestratorResponse> TurnAsync(string orchestrator, OrchestratorRequest request)
    {
        JsonElement answer = await InvokeAsync(orchestrator, ("contextTrigger", Twice(Convert.ToBase64String(request.ToByteArray()))));
        return OrchestratorResponse.Parser.ParseFrom(answer.GetProperty("ReturnValue").GetBytesFromBase64());
    }

    /// <summary>A string as the host writes it into an envelope.</summary>
    public static string Twice(string text) => JsonSerializer.Serialize(JsonSerializer.Serialize(text));

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
            Process.WaitForExit();
        }

        Process.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    private async Task WaitReadyAsync()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(1) && !Process.HasExited;)
        {
            try
            {
                using HttpResponseMessage probe = await _http.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(25, TestContext.Current.CancellationToken);
            }
        }
    }
}
