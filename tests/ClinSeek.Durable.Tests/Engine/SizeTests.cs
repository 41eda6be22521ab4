using ClinSeek.Durable.Client;
using ClinSeek.Durable.Tests.Testing;

namespace ClinSeek.Durable.Tests.Engine;

/// <summary>Much at once, large, long and foreign to ASCII.</summary>
public sealed class SizeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TenThousandEventsOfTwoClientsBeforeTheStart_AllArriveInOrder()
    {
        const int Each = 5000;
        await using var hub = await HubAsync();
        await using var other = hub.Engine.CreateClient();
        var options = new StartOrchestrationOptions { InstanceId = "inbox", StartAt = DateTimeOffset.UtcNow.AddSeconds(1) };
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Collects", 2 * Each, options, Token);

        await Task.WhenAll(SendAsync(hub.Client, 0), SendAsync(other, Each));

        var heard = (await hub.FinishAsync("inbox")).ReadOutputAs<int[]>()!;
        heard.Where(n => n < Each).ShouldBe(Enumerable.Range(0, Each));
        heard.Where(n => n >= Each).ShouldBe(Enumerable.Range(Each, Each));

        Task SendAsync(DurableTaskClient client, int first) =>
            Task.WhenAll(Enumerable.Range(first, Each).Select(n => client.RaiseEventAsync("inbox", "word", n, Token)));
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(0)]
    public async Task Run_FiveThousandActivitiesAtOnce_KeepTheirOrder(int cached)
    {
        await using var hub = await HubAsync(cached);

        var sum = (await hub.RunAsync("FansOut", 5000)).ReadOutputAs<int[]>();

        sum.ShouldBe(Enumerable.Range(1, 5000));
    }

    [Fact]
    public async Task Run_MebibyteThroughInputActivityEventAndChild_IsWhole()
    {
        var text = string.Concat(Enumerable.Repeat("größe µ 𝄞 \" \\ ", 80_000));
        await using var hub = await HubAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Passes", text, cancellationToken: Token);
        await hub.Client.RaiseEventAsync(id, "text", text, Token);

        var end = await hub.FinishAsync(id);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, end.FailureDetails?.ErrorMessage);
        end.ReadOutputAs<string>().ShouldBe(text);
    }

    [Theory]
    [InlineData("Fall Müller/Großmann 病例-七 🩻")]
    [InlineData("a'b\"c;--%_[x]{0}\\n")]
    [InlineData("   leading and trailing   ")]
    public async Task Run_UnusualIds_AreKeptAsGiven(string id)
    {
        await using var hub = await HubAsync();
        foreach (var given in (string[])[id, id + new string('é', 300), id.ToUpperInvariant() + "X", id.ToLowerInvariant() + "x"])
        {
            (await hub.RunAsync("FansOut", 2, given)).InstanceId.ShouldBe(given);
            (await hub.Client.GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = given }).ToArrayAsync(Token))
                .ShouldContain(found => found.InstanceId == given);
        }
        (await hub.Client.GetAllInstancesAsync().CountAsync(Token)).ShouldBe(4);
    }

    [Fact]
    public async Task Schedule_IdThatTheFileCannotHold_IsRefused()
    {
        await using var hub = await HubAsync();
        foreach (var id in (string[])["nul\0inside", "line\nbreak", "half " + '\ud800' + " pair"])
            await Should.ThrowAsync<ArgumentException>(() =>
                hub.Client.ScheduleNewOrchestrationInstanceAsync("FansOut", 1, new StartOrchestrationOptions { InstanceId = id }, Token));
    }

    private static Task<EngineHub> HubAsync(int cached = 4096)
    {
        var hub = new EngineHub(options => options with { MaxCachedSessions = cached });
        hub.Registry.AddActivityFunc<int, int>("AddOne", (_, n) => Task.FromResult(n + 1));
        hub.Registry.AddActivityFunc<string, string>("Echo", (_, text) => Task.FromResult(text));
        hub.Registry.AddOrchestratorFunc<int, int[]>("FansOut", (context, width) =>
            Task.WhenAll(Enumerable.Range(0, width).Select(n => context.CallActivityAsync<int>("AddOne", n))));
        hub.Registry.AddOrchestratorFunc<int, List<int>>("Collects", async (context, count) =>
        {
            var heard = new List<int>();
            while (heard.Count < count)
                heard.Add(await context.WaitForExternalEvent<int>("word"));
            return heard;
        });
        hub.Registry.AddOrchestratorFunc<string, string>("Child", (_, text) => Task.FromResult(text));
        hub.Registry.AddOrchestratorFunc<string, string>("Passes", async (context, text) =>
        {
            if (await context.WaitForExternalEvent<string>("text") != text)
                throw new InvalidOperationException("The event differs from the input.");
            return await context.CallSubOrchestratorAsync<string>("Child", await context.CallActivityAsync<string>("Echo", text));
        });
        return hub.StartAsync();
    }
}
