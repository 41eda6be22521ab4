using ClinSeek.Durable.Tests.Testing;

namespace ClinSeek.Durable.Tests.Engine;

public sealed class SessionCacheTests
{
    [Theory]
    [InlineData("Sequence")]
    [InlineData("CatchesFailure")]
    [InlineData("Retries")]
    [InlineData("Timeout")]
    [InlineData("SendsToNobody")]
    [InlineData("CallsEntity")]
    [InlineData("CountsUp")]
    [InlineData("Fails")]
    public async Task Run_CachedAndReplayed_LeaveTheSameHistory(string name)
    {
        var live = await HistoryAsync(name, cachedSessions: 100);
        var replayed = await HistoryAsync(name, cachedSessions: 0);

        live.ShouldBe(replayed);
        live.Length.ShouldBeGreaterThan(3);
    }

    private static async Task<string[]> HistoryAsync(string name, int cachedSessions)
    {
        await using var hub = new EngineHub(options => options with { MaxCachedSessions = cachedSessions });
        Scenarios.Register(hub.Registry);
        await hub.StartAsync();
        var end = await hub.RunAsync(name, null, "same");
        var history = await hub.Client.GetHistoryAsync("same", TestContext.Current.CancellationToken);
        return [.. history.Select(item => $"{item.EventTypeCase} {item.EventId} {item.TaskScheduled?.Input}{item.TaskCompleted?.Result}"), $"{end.RuntimeStatus} {end.SerializedOutput}"];
    }
}
