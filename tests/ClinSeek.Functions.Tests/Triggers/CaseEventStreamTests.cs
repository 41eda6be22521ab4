using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Models;
using ClinSeek.Functions.Tests.Hosting;
using ClinSeek.Functions.Triggers;

namespace ClinSeek.Functions.Tests.Triggers;

public sealed class CaseEventStreamTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_OfACase_HaveIdsAndEndAndGoOnBehindTheLastOneSeen()
    {
        using HttpResponseMessage accepted = await host.Http.PostAsJsonAsync("api/cases", new { patient = "demo-01-arden", question = "What is the most likely cause of this patient's acute shortness of breath?" }, Stop);
        string id = (await accepted.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("caseId").GetString()!;

        List<SseItem<string>> all = await ReadAsync(id, null);

        string[] ids = [.. all.Select(static one => $"{one.EventType} {one.EventId}")];
        int steps = all.Count - 1;
        ids.ShouldBe([.. Enumerable.Range(0, steps).Select(static step => $"step {step}"), "end end"]);
        JsonDocument.Parse(all[^1].Data).RootElement.GetProperty("status").GetString().ShouldBe("decided");
        (await ReadAsync(id, "1")).Select(static one => $"{one.EventType} {one.EventId}").ShouldBe(ids.Skip(2));
        (await ReadAsync(id, "not a number")).Count.ShouldBe(all.Count);

        using var seen = new HttpRequestMessage(HttpMethod.Get, $"api/cases/{id}/events");
        seen.Headers.Add("Last-Event-ID", "end");
        using HttpResponseMessage nothing = await host.Http.SendAsync(seen, Stop);
        nothing.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Events_OfNoCase_AreAProblem() =>
        (await host.Http.GetAsync("api/cases/c-unknown/events", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Read_NothingHappens_SendsHeartbeats()
    {
        var time = new FastTime();
        var stream = new CaseEventStream(new SilentCases(), new LiveAnswers(), time);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        await using IAsyncEnumerator<SseItem<object?>> events = stream.ReadAsync(CaseId.Parse("c-1"), -1, patience.Token).GetAsyncEnumerator(patience.Token);

        for (int beat = 0; beat < 3; beat++)
        {
            (await events.MoveNextAsync()).ShouldBeTrue();
            (events.Current.EventType, events.Current.Data, events.Current.EventId).ShouldBe(("heartbeat", null, null));
        }

        await patience.CancelAsync();
    }

    [Fact]
    public async Task Read_CaseThatWaitsForPeople_SaysSoOnceAndGoesOn()
    {
        var cases = new SilentCases(
            [new CaseProgress(0, null, [], [], CaseStatus.Running), new CaseProgress(1, "asks", [], [], CaseStatus.Waiting)],
            [new CaseProgress(0, null, [], [], CaseStatus.Running), new CaseProgress(1, "asks", [], [], CaseStatus.Waiting)],
            [new CaseProgress(0, null, [], [], CaseStatus.Running), new CaseProgress(1, "asks", [], [], CaseStatus.Running), new CaseProgress(2, "done", [], [], CaseStatus.Decided)]);

        var seen = new List<string>();
        await foreach (SseItem<object?> one in new CaseEventStream(cases, new LiveAnswers(), new FastTime()).ReadAsync(CaseId.Parse("c-1"), -1, Stop))
        {
            seen.Add($"{one.EventType} {one.EventId}");
        }

        seen.Where(static one => !one.StartsWith("heartbeat", StringComparison.Ordinal)).ShouldBe(["step 0", "step 1", "waiting 1", "step 2", "end end"]);
    }

    [Fact]
    public async Task Read_CaseThatEnds_StopsListeningToItsModel()
    {
        var cases = new SilentCases([new CaseProgress(0, "done", [], [], CaseStatus.Decided)]);
        var answers = new SilentAnswers();

        await foreach (SseItem<object?> _ in new CaseEventStream(cases, answers, new FastTime()).ReadAsync(CaseId.Parse("c-1"), -1, Stop))
        {
        }

        answers.Listeners.ShouldBe(0);
    }

    private async Task<List<SseItem<string>>> ReadAsync(string id, string? after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/cases/{id}/events");
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        using HttpResponseMessage answer = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var events = new List<SseItem<string>>();
        await foreach (SseItem<string> one in SseParser.Create(await answer.Content.ReadAsStreamAsync(Stop)).EnumerateAsync(Stop))
        {
            if (one.EventType != "heartbeat")
            {
                events.Add(one);
            }
        }

        return events;
    }

    private sealed class SilentAnswers : ILiveAnswers
    {
        public int Listeners { get; private set; }

        public async IAsyncEnumerable<LivePiece> WatchAsync(CaseId id, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Listeners++;
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                yield break;
            }
            finally
            {
                Listeners--;
            }
        }
    }

    private sealed class FastTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime < TimeSpan.FromMilliseconds(20) ? dueTime : TimeSpan.FromMilliseconds(20), period);
    }
}
