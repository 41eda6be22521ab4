using System.Text.Json;
using ClinSeek.Peers.FunctionsHost.Hub;
using ClinSeek.Peers.FunctionsHost.Invocations;
using ClinSeek.Peers.FunctionsHost.Processes;
using ClinSeek.Peers.FunctionsHost.Tests.Testing;

namespace ClinSeek.Peers.FunctionsHost.Tests.Processes;

/// <summary>The host's rules for its handler, with real processes.</summary>
public sealed class HandlerProcessTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_AppFolder_GivesTheHandlerItsEnvironmentArgumentsAndFolder()
    {
        using TemporaryApp app = new TemporaryApp(TemporaryApp.Handler("--flag", "%A_SETTING%")).WithTimer("Start");
        app.Write("local.settings.json", new { IsEncrypted = false, Values = new { A_LOCAL_SETTING = "from the file", A_SETTING = "lower" } });
        await using TestHost host = await StartAsync(app, ("A_SETTING", "higher"), (SmallHandler.StartDelay, "300"));

        InvocationResult result = await host.Triggers.FireTimerAsync("Start", cancellationToken: Stop);

        JsonElement seen = JsonDocument.Parse(result.ReturnValue!.ToString()).RootElement;
        seen.GetProperty("args").EnumerateArray().Select(static item => item.GetString()).ShouldBe(["--flag", "higher"]);
        seen.GetProperty("folder").GetString().ShouldBe(app.Path);
        seen.GetProperty("root").GetString().ShouldBe(app.Path);
        seen.GetProperty("twin").GetString().ShouldBe($"{host.Handler.Address.Port}");
        seen.GetProperty("setting").GetString().ShouldBe("higher");
        seen.GetProperty("local").GetString().ShouldBe("from the file");
        host.Log.Lines.ShouldContain("info: handler: small handler starts");
    }

    [Fact]
    public async Task Exit_Zero_LeavesTheAppDead()
    {
        using TemporaryApp app = ExitingApp();
        await using TestHost host = await StartAsync(app, (SmallHandler.ExitCode, "0"));

        await FailAsync(host, "Exit");
        await WaitAsync(() => host.Handler.ProcessId is null);
        var later = await FailAsync(host, "Start");

        later.InnerType.ShouldBe("System.Net.Http.HttpRequestException");
        host.Handler.Starts.ShouldBe(1);
        host.Stopped.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Exit_TwoHundred_RestartsWithoutCounting()
    {
        using TemporaryApp app = ExitingApp();
        await using TestHost host = await StartAsync(app, (SmallHandler.ExitCode, "200"));

        for (int starts = 1; starts <= ErrorBucket.Limit; starts++)
        {
            await FailAsync(host, "Exit");
            await host.Handler.WaitForProcessAfterAsync(starts, Stop);
        }

        (await host.Triggers.FireTimerAsync("Start", cancellationToken: Stop)).ReturnValue.ShouldNotBeNull();
        host.Stopped.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Exit_ThirdError_StopsTheHost()
    {
        using TemporaryApp app = ExitingApp();
        await using TestHost host = await StartAsync(app, (SmallHandler.ExitCode, "1"));

        for (int starts = 1; starts < ErrorBucket.Limit; starts++)
        {
            await FailAsync(host, "Exit");
            await host.Handler.WaitForProcessAfterAsync(starts, Stop);
        }

        host.Handler.Kill();
        await host.Stopped.WaitAsync(TimeSpan.FromSeconds(20), Stop);
        host.Handler.Starts.ShouldBe(ErrorBucket.Limit);
    }

    [Fact]
    public async Task Kill_BetweenInvocations_BreaksNoneOfThem()
    {
        using TemporaryApp app = ExitingApp();
        await using TestHost host = await StartAsync(app);

        int? first = host.Handler.ProcessId;
        host.Handler.Kill();
        await WaitAsync(() => host.Handler.ProcessId != first);

        (await host.Triggers.FireTimerAsync("Start", cancellationToken: Stop)).ReturnValue.ShouldNotBeNull();
        host.Handler.Starts.ShouldBe(2);
    }

    [Fact]
    public async Task Timeout_OneInvocation_ReplacesTheHandlerUncounted()
    {
        using TemporaryApp app = ExitingApp().WithTimer("Hang");
        await using TestHost host = await TestHost.StartAsync(new TestHostOptions { AppFolder = app.Path, FunctionTimeout = TimeSpan.FromSeconds(2) }, cancellationToken: Stop);

        await Should.ThrowAsync<FunctionTimeoutException>(host.Triggers.FireTimerAsync("Hang", cancellationToken: Stop));
        await host.Handler.WaitForProcessAfterAsync(1, Stop);

        (await host.Triggers.FireTimerAsync("Start", cancellationToken: Stop)).ReturnValue.ShouldNotBeNull();
    }

    [Fact]
    public async Task Start_HandlerThatNeverAnswers_IsAnError()
    {
        using TemporaryApp app = ExitingApp();
        await Should.ThrowAsync<HandlerStoppedException>(TestHost.StartAsync(
            new TestHostOptions
            {
                AppFolder = app.Path,
                InitializationTimeout = TimeSpan.FromMilliseconds(500),
                Environment = new Dictionary<string, string> { [SmallHandler.StartDelay] = "60000" },
            },
            cancellationToken: Stop));
    }

    [Fact]
    public void AddIsFull_ErrorsWithALongGap_EmptyTheBucket()
    {
        var clock = new HubClock();
        var errors = new ErrorBucket(clock);

        errors.AddIsFull().ShouldBeFalse();
        errors.AddIsFull().ShouldBeFalse();
        clock.Advance(ErrorBucket.Window + TimeSpan.FromMinutes(1));
        errors.AddIsFull().ShouldBeFalse();
        errors.AddIsFull().ShouldBeFalse();
        errors.AddIsFull().ShouldBeTrue();
    }

    private static TemporaryApp ExitingApp() => new TemporaryApp().WithTimer("Exit").WithTimer("Start");

    private static Task<TestHost> StartAsync(TemporaryApp app, params (string Name, string Value)[] environment) => TestHost.StartAsync(
        new TestHostOptions { AppFolder = app.Path, Environment = environment.ToDictionary(static pair => pair.Name, static pair => pair.Value) }, cancellationToken: Stop);

    private static Task<FunctionFailedException> FailAsync(TestHost host, string function) =>
        Should.ThrowAsync<FunctionFailedException>(host.Triggers.FireTimerAsync(function, cancellationToken: Stop));

    private static async Task WaitAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(20, Stop);
        }
    }
}
