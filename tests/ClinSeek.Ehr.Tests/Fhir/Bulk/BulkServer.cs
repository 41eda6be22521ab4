using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Fhir.Authorization;
using ClinSeek.Ehr.Fhir.Rest;
using ClinSeek.Ehr.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Ehr.Tests.Fhir.Bulk;

/// <summary>A server with a bulk export whose files a test writes.</summary>
internal sealed class BulkServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _statuses = new();
    private readonly ConcurrentDictionary<string, int> _cuts = new();
    private readonly JsonObject _lists = new() { ["output"] = new JsonArray(), ["deleted"] = new JsonArray(), ["error"] = new JsonArray() };
    private ScriptedServer _server = null!;
    private int _polled;

    public Uri Base => _server.Base;

    public IEnumerable<ScriptedRequest> Requests => _server.Requests;

    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>The manifest; made of what was added when null.</summary>
    public string? Manifest { get; set; }

    /// <summary>Where the manifest says that it goes on; null for nowhere.</summary>
    public string? NextLink { get; set; }

    public bool RequiresAccessToken { get; set; }

    /// <summary>How often a poll says «not yet».</summary>
    public int Polls { get; set; } = 1;

    /// <summary>How a POST kick-off is answered.</summary>
    public int KickOffStatus { get; set; } = 202;

    public static async Task<BulkServer> StartAsync()
    {
        var server = new BulkServer();
        server._server = await ScriptedServer.StartAsync((_, request, http) => server.AnswerAsync(request, http));
        return server;
    }

    public void Add(string type, string lines, int? count = null, int status = 200, int cuts = 0, string list = "output")
    {
        string name = $"{type}-{Files.Count}.ndjson";
        Files[name] = Encoding.UTF8.GetBytes(lines);
        _statuses[name] = status;
        _cuts[name] = cuts;
        AddAt(type, $"{Base}files/{name}", count, list);
    }

    public void AddAt(string type, string url, int? count = null, string list = "output")
    {
        var file = new JsonObject { ["type"] = type, ["url"] = url };
        if (count is not null)
        {
            file["count"] = count;
        }

        _lists[list]!.AsArray().Add(file);
    }

    public IRecordSource Source(string? token = null, string? allowed = null, Action<FhirServerOptions>? configure = null) => Server.At(Base, RetrievalMode.Bulk, options =>
    {
        options.Bulk.PollDelay = TimeSpan.FromMilliseconds(10);
        if (token is not null)
        {
            options.Authorization = new AuthorizationOptions { Kind = AuthorizationKind.Bearer, Token = token };
        }

        if (allowed is not null)
        {
            options.AllowedHosts.Add(allowed);
        }

        configure?.Invoke(options);
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(ScriptedRequest request, HttpContext http)
    {
        string name = request.Target[(request.Target.LastIndexOf('/') + 1)..];
        if (request.Target.Contains("$export", StringComparison.Ordinal))
        {
            http.Response.StatusCode = request.Method == "POST" ? KickOffStatus : 202;
            http.Response.Headers.ContentLocation = Base + "poll/1";
        }
        else if (request.Method == "DELETE")
        {
            http.Response.StatusCode = 202;
        }
        else if (name == "1")
        {
            await PollAsync(http);
        }
        else if (Files.TryGetValue(name, out byte[]? content))
        {
            http.Response.StatusCode = _statuses.GetValueOrDefault(name, 200);
            http.Response.ContentType = "application/fhir+ndjson";
            if (_cuts.AddOrUpdate(name, -1, static (_, left) => left - 1) >= 0)
            {
                http.Response.ContentLength = content.Length;
                await http.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2));
                await http.Response.Body.FlushAsync();
                http.Abort();
                return;
            }

            await http.Response.Body.WriteAsync(content);
        }
        else
        {
            http.Response.StatusCode = 404;
        }
    }

    private async Task PollAsync(HttpContext http)
    {
        int polled = Interlocked.Increment(ref _polled);
        if (polled <= Polls)
        {
            http.Response.StatusCode = 202;
            http.Response.Headers["X-Progress"] = "40 % done";
            http.Response.Headers.RetryAfter = "0";
            return;
        }

        var manifest = new JsonObject
        {
            ["transactionTime"] = "2026-11-22T09:00:00Z",
            ["request"] = Base + "Patient/$export",
            ["requiresAccessToken"] = RequiresAccessToken,
        };
        foreach ((string list, JsonNode? files) in _lists)
        {
            manifest[list] = files!.DeepClone();
        }

        if (NextLink is not null)
        {
            manifest["link"] = new JsonArray(new JsonObject { ["relation"] = "next", ["url"] = NextLink.StartsWith("the poll", StringComparison.Ordinal) ? http.Request.Path.Value : NextLink });
        }

        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(Manifest ?? manifest.ToJsonString());
    }
}
