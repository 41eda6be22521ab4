using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Benchmarks.Agent;

/// <summary>
/// A model behind HTTP that seeks for so many steps, two calls each, and then finishes with a claim; it takes the same time for
/// every answer, and answers no more than so many requests at once. It says how busy it was kept.
/// </summary>
internal sealed partial class SteadyModel : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SemaphoreSlim _places;
    private readonly TimeSpan _latency;
    private readonly int _steps;
    private readonly Lock _lock = new();
    private int _open;
    private long _changed;
    private double _busy;
    private double _busyAtLastFull;
    private int _answered;
    private long _firstFull;
    private long _lastFull;

    private SteadyModel(WebApplication app, TimeSpan latency, int places, int steps) =>
        (_app, _latency, Places, _steps, _places) = (app, latency, places, steps, new SemaphoreSlim(places, places));

    public Uri Endpoint => new(_app.Urls.First() + "/v1");

    private int Places { get; }

    public static async Task<SteadyModel> StartAsync(TimeSpan latency, int places, int steps)
    {
        WebApplication app = Loopback.Build();
        var model = new SteadyModel(app, latency, places, steps);
        app.MapPost("/v1/chat/completions", model.AnswerAsync);
        app.MapGet("/v1/figures", (long started) => model.Figures(started));
        await app.StartAsync();
        return model;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _places.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        await _places.WaitAsync();
        Count(1);
        try
        {
            if (_latency > TimeSpan.Zero)
            {
                await Task.Delay(_latency);
            }
        }
        finally
        {
            Count(-1);
            _places.Release();
        }

        await context.Response.WriteAsJsonAsync(Answer(body));
    }

    private object Answer(string body)
    {
        Match last = Listed().Match(body);
        int step = 1 + (last.Success ? int.Parse(last.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0);
        (string Name, object Arguments)[] calls = step > _steps ? [Finish()] : [Weigh(step), .. Seek(step)];
        return new
        {
            id = "chatcmpl",
            @object = "chat.completion",
            created = 1,
            model = "steady",
            choices = new[]
            {
                new
                {
                    index = 0,
                    finish_reason = "tool_calls",
                    message = new
                    {
                        role = "assistant",
                        tool_calls = calls.Select((call, index) => new { id = $"call_{step}_{index}", type = "function", function = new { name = call.Name, arguments = JsonSerializer.Serialize(call.Arguments) } }),
                    },
                },
            },
            usage = new { prompt_tokens = body.Length / 4, completion_tokens = 100, total_tokens = (body.Length / 4) + 100 },
        };
    }

    private static (string, object) Weigh(int step) => ("update_hypotheses", new
    {
        changes = new[]
        {
            step == 1
                ? new { hypothesis = "heart_failure", kind = "proposed", weight = 0.5, evidence = Array.Empty<string>() }
                : new { hypothesis = "heart_failure", kind = "supported", weight = 0.5, evidence = new[] { $"e{step - 1}.1" } },
        },
    });

    private static (string, object)[] Seek(int step) =>
    [
        ("ehr_run_sql_query", new { sql_query = $"SELECT row, resource, event_time, display, value_num, unit FROM observation ORDER BY event_time DESC LIMIT 5 OFFSET {step}" }),
        step % 5 == 0 ? ("browser_search", new { query = $"heart failure {step}", topn = 3 }) : ("ehr_get_latest_records", new { table_name = step % 2 == 0 ? "condition" : "medication", n = step }),
    ];

    private static (string, object) Finish() => ("finish", new { abstention = "The benchmark ends here." });

    private void Count(int change)
    {
        lock (_lock)
        {
            long now = Stopwatch.GetTimestamp();
            _busy += _firstFull > 0 ? _open * Seconds(_changed, now) : 0;
            if (_open == Places)
            {
                (_lastFull, _busyAtLastFull) = (now, _busy);
            }

            _open += change;
            _changed = now;
            _answered += change < 0 ? 1 : 0;
            if (_open == Places && _firstFull == 0)
            {
                (_firstFull, _lastFull) = (now, now);
            }
        }
    }

    private ModelFigures Figures(long started)
    {
        lock (_lock)
        {
            double full = Seconds(_firstFull, _lastFull);
            return new ModelFigures(
                _answered,
                full > 0 ? _busyAtLastFull / full / Places : 0,
                full,
                _firstFull == 0 ? 0 : Seconds(started, _firstFull),
                _firstFull == 0 ? 0 : Seconds(_lastFull, Stopwatch.GetTimestamp()),
                Environment.CpuUsage.TotalTime.TotalSeconds);
        }
    }

    private static double Seconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalSeconds;

    [GeneratedRegex(@"Evidence e(\d+)\.", RegexOptions.RightToLeft | RegexOptions.CultureInvariant)]
    private static partial Regex Listed();
}
