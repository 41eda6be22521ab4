using ClinSeek.Durable;
using ClinSeek.Durable.Protocol;
using ClinSeek.Peers.FunctionsHost.Hub;
using ClinSeek.Peers.FunctionsHost.Tests.Testing;
using Google.Protobuf;

namespace ClinSeek.Peers.FunctionsHost.Tests.Hub;

/// <summary>The engine's side of orchestrations, turn by turn over HTTP.</summary>
public sealed class OrchestrationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_Activities_SendsTheFullHistoryEachTurn()
    {
        var turns = new List<int>();
        var faults = new HostScript { Turned = (request, _) => turns.Add(request.PastEvents.Count) };
        await using HostedHandler run = await StartAsync(static handler => handler
            .Orchestrator("O", static async context => await context.CallActivityAsync<int>("A", 1) + await context.CallActivityAsync<int>("A", 10))
            .Activity<int, int>("A", static input => input + 1), faults);

        InstanceView ended = await run.RunAsync("O");

        ended.Output.ShouldBe("13");
        turns.Count.ShouldBe(3);
        turns.ShouldBe(turns.Order());
        ended.History.Select(static happened => happened.EventTypeCase).ShouldContain(HistoryEvent.EventTypeOneofCase.ExecutionCompleted);
        ended.History.Single(static happened => happened.ExecutionStarted is not null).ExecutionStarted.Version.ShouldBe("");
        ended.History.Where(static happened => happened.TaskScheduled is not null).ShouldAllBe(static happened => happened.TaskScheduled.Input == null);
    }

    [Fact]
    public async Task Run_ActivityTwice_AnswersOnceForTheOrchestrator()
    {
        await using HostedHandler run = await StartAsync(static handler => handler
            .Orchestrator("O", static context => context.CallActivityAsync<int>("A", 1)).Activity<int, int>("A", static input => input), new HostScript { ActivityTwice = static _ => true });

        (await run.RunAsync("O")).Output.ShouldBe("1");
        run.Handler.Count("A").ShouldBe(2);
    }

    [Fact]
    public async Task Run_LongTimer_FiresWhenTheClockMovesOn()
    {
        await using HostedHandler run = await StartAsync(static handler => handler.Orchestrator("O", static async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(5), CancellationToken.None);
            return "late";
        }));
        string id = run.Host.Hub.Start("O");
        await UntilAsync(() => run.Host.Hub.Find(id)!.History.Any(static happened => happened.TimerCreated is not null));

        run.Host.Hub.Clock.Advance(TimeSpan.FromHours(6));

        (await run.Host.Hub.WaitForEndAsync(id, Stop)).Output.ShouldBe("\"late\"");
    }

    [Fact]
    public async Task Run_EventBeforeTheWait_IsKept()
    {
        await using HostedHandler run = await StartAsync(static handler => handler
            .Orchestrator("O", static async context => await context.CallActivityAsync<int>("A", 1) + await context.WaitForExternalEvent<int>("go"))
            .Activity<int, int>("A", static input => input));
        string id = run.Host.Hub.Start("O");

        run.Host.Hub.Raise(id, "GO", "41").ShouldBe(SignalOutcome.Accepted);

        (await run.Host.Hub.WaitForEndAsync(id, Stop)).Output.ShouldBe("42");
        run.Host.Hub.Raise(id, "go", "1").ShouldBe(SignalOutcome.WrongState);
        run.Host.Hub.Raise("nobody", "go", "1").ShouldBe(SignalOutcome.NotFound);
    }

    [Fact]
    public async Task Run_SubOrchestrations_GiveResultOrFailureToTheParent()
    {
        await using HostedHandler run = await StartAsync(static handler => handler
            .Orchestrator("O", static async context =>
            {
                int result = await context.CallSubOrchestratorAsync<int>("C", 20);
                try
                {
                    await context.CallSubOrchestratorAsync<int>("Unknown");
                    return "no failure";
                }
                catch (TaskFailedException)
                {
                    return $"{result} and a failure";
                }
            })
            .Orchestrator("C", static context => Task.FromResult(context.GetInput<int>() + 1)));

        InstanceView ended = await run.RunAsync("O");

        ended.Output.ShouldBe("\"21 and a failure\"");
        ended.History.Single(static happened => happened.SubOrchestrationInstanceFailed is not null).SubOrchestrationInstanceFailed.FailureDetails.ShouldBeNull();
    }

    [Fact]
    public async Task Run_ContinueAsNew_RunsTheNextGenerationInTheSameWorkItem()
    {
        var turns = new List<HistoryEvent.EventTypeOneofCase[]>();
        var faults = new HostScript { Turned = (request, _) => turns.Add([.. request.NewEvents.Select(static happened => happened.EventTypeCase)]) };
        await using HostedHandler run = await StartAsync(static handler => handler.Orchestrator("O", static context =>
        {
            int number = context.GetInput<int>();
            if (number < 3)
            {
                context.ContinueAsNew(number + 1);
            }

            return Task.FromResult(number);
        }), faults);

        InstanceView ended = await run.RunAsync("O", "1");

        ended.Output.ShouldBe("3");
        turns[0].ShouldBe([HistoryEvent.EventTypeOneofCase.OrchestratorStarted, HistoryEvent.EventTypeOneofCase.ExecutionStarted]);
        turns[2].ShouldBe([HistoryEvent.EventTypeOneofCase.OrchestratorStarted, HistoryEvent.EventTypeOneofCase.ExecutionStarted, HistoryEvent.EventTypeOneofCase.OrchestratorCompleted]);
    }

    [Fact]
    public async Task Run_SuspendResumeTerminate_ChangeTheStatus()
    {
        await using HostedHandler run = await StartAsync(static handler => handler.Orchestrator("O", static context => context.WaitForExternalEvent<int>("go")));
        TaskHub hub = run.Host.Hub;
        string first = hub.Start("O");
        hub.Suspend(first, "rest");
        await UntilAsync(() => hub.Find(first)!.Status == OrchestrationStatus.Suspended);
        hub.Raise(first, "go", "7");
        hub.Resume(first, null);
        (await hub.WaitForEndAsync(first, Stop)).Output.ShouldBe("7");

        string second = hub.Start("O");
        hub.Terminate(second, "enough");
        InstanceView ended = await hub.WaitForEndAsync(second, Stop);
        ended.Status.ShouldBe(OrchestrationStatus.Terminated);
        ended.Output.ShouldBe("enough");
    }

    [Fact]
    public async Task Run_FailedActivity_KeepsOnlyTheHostsException()
    {
        await using HostedHandler run = await StartAsync(static handler => handler
            .Orchestrator("O", static context => context.CallActivityAsync<int>("A", 1)).Answer("A", "{}", status: 500));

        var failure = (await run.RunAsync("O")).Failure!.InnerFailure;

        failure.ErrorType.ShouldBe("Microsoft.Azure.WebJobs.Host.FunctionInvocationException");
        failure.ErrorMessage.ShouldBe("Exception while executing function: Functions.A");
        failure.InnerFailure.ErrorMessage.ShouldBe("Response status code does not indicate success: 500 (Internal Server Error).");
    }

    [Fact]
    public async Task Run_UnknownActivity_FailsWithoutDetails()
    {
        await using HostedHandler run = await StartAsync(static handler => handler.Orchestrator("O", static context => context.CallActivityAsync<int>("Nowhere", 1)));

        InstanceView ended = await run.RunAsync("O");

        ended.Status.ShouldBe(OrchestrationStatus.Failed);
        ended.History.Single(static happened => happened.TaskFailed is not null).TaskFailed.FailureDetails.ShouldBeNull();
    }

    [Fact]
    public async Task Run_DeepActivityInput_FailsTheActivity()
    {
        string deep = new string('[', 70) + new string(']', 70);
        await using HostedHandler run = await StartAsync(handler => handler
            .Orchestrator("O", context => context.CallActivityAsync<int>("A", System.Text.Json.JsonDocument.Parse(deep, new() { MaxDepth = 100 }).RootElement))
            .Activity<object, int>("A", static _ => 1));

        (await run.RunAsync("O")).Status.ShouldBe(OrchestrationStatus.Failed);
        run.Handler.Count("A").ShouldBe(0);
    }

    [Theory]
    [InlineData("{}", 200)]
    [InlineData("""{"ReturnValue":""}""", 200)]
    [InlineData("""{"ReturnValue":"not base64"}""", 200)]
    [InlineData("""{"ReturnValue":"/////w=="}""", 200)]
    [InlineData("{}", 503)]
    public async Task Run_BadTurn_FailsTheInstanceForGood(string answer, int status)
    {
        await using HostedHandler run = await StartAsync(handler => handler.Answer("O", answer, status));

        InstanceView ended = await run.RunAsync("O");

        ended.Status.ShouldBe(OrchestrationStatus.Failed);
        ended.Output!.ShouldStartWith("Microsoft.Azure.WebJobs.Host.FunctionInvocationException: ");
        run.Handler.Count("O").ShouldBe(1);
    }

    [Fact]
    public async Task Run_HandlerThatBreaksTheConnection_FailsTheInstanceForGood()
    {
        await using HostedHandler run = await StartAsync(static handler => handler.Answer("O", static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        }));

        (await run.RunAsync("O")).Failure!.InnerFailure.ErrorType.ShouldBe("System.Net.Http.HttpRequestException");
    }

    [Fact]
    public async Task Run_RequiresHistory_AbortsTheTurnAndRunsItAgain()
    {
        var asked = 0;
        await using HostedHandler run = await StartAsync(handler => handler.Answer("O", context => Answered(context, new OrchestratorResponse
        {
            InstanceId = "x",
            RequiresHistory = Interlocked.Increment(ref asked) < 3,
            Actions = { Completed("\"done\"") },
        })));

        (await run.RunAsync("O")).Output.ShouldBe("\"done\"");
        asked.ShouldBe(3);
    }

    [Theory]
    [InlineData(8 * 1024, OrchestrationStatus.Completed)]
    [InlineData((8 * 1024) + 1, OrchestrationStatus.Failed)]
    public async Task Run_CustomStatus_IsLimitedAsUtf16(int characters, OrchestrationStatus status)
    {
        await using HostedHandler run = await StartAsync(handler => handler.Answer("O", context => Answered(context, new OrchestratorResponse
        {
            InstanceId = "x", CustomStatus = new string('s', characters), Actions = { Completed("1") },
        })));

        (await run.RunAsync("O")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Run_UnsupportedAction_FailsTheInstance()
    {
        await using HostedHandler run = await StartAsync(static handler => handler.Answer("O", static context => Answered(context, new OrchestratorResponse
        {
            InstanceId = "x", Actions = { new OrchestratorAction { TerminateOrchestration = new TerminateOrchestrationAction { InstanceId = "y" } } },
        })));

        (await run.RunAsync("O")).Output!.ShouldStartWith("System.NotSupportedException: ");
    }

    [Fact]
    public async Task Dispose_MidTurnAndMidActivity_GivesTheWorkToTheNextHost()
    {
        await using HostedHandler run = await StartAsync(static handler => handler
            .Orchestrator("O", static context => context.CallActivityAsync<int>("A", 1))
            .Answer("A", static context => Task.Delay(Timeout.Infinite, context.RequestAborted)));
        string id = run.Host.Hub.Start("O");
        await UntilAsync(() => run.Handler.Count("A") == 1);

        await run.Host.DisposeAsync();
        run.Handler.Activity<int, int>("A", static input => input + 1);
        await using TestHost next = await TestHost.StartAsync(new TestHostOptions { AppFolder = run.App.Path, HandlerAddress = run.Handler.Address }, run.Host.Hub, Stop);

        (await next.Hub.WaitForEndAsync(id, Stop)).Output.ShouldBe("2");
    }

    private static Task Answered(Microsoft.AspNetCore.Http.HttpContext context, OrchestratorResponse response) =>
        Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(context.Response, new { ReturnValue = Convert.ToBase64String(response.ToByteArray()) });

    private static OrchestratorAction Completed(string result) => new()
    {
        CompleteOrchestration = new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.Completed, Result = result },
    };

    private static Task<HostedHandler> StartAsync(Action<ScriptedHandler> script, HostScript? faults = null) =>
        HostedHandler.StartAsync(new TemporaryApp().WithOrchestrator("O").WithOrchestrator("C").WithActivity("A"), script, faults);

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10, Stop);
        }
    }
}
