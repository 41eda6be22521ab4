using System.Globalization;
using System.Text.Json;
using ClinSeek.Durable.Protocol;
using ClinSeek.Durable.Tests.Orchestration.Testing;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Durable.Tests.Orchestration;

/// <summary>What calls write: versions, tags, inputs, timers, entities.</summary>
public sealed class CallTests
{
    [Fact]
    public void Versions_ActivityInheritsAndChildTakesTheDefault()
    {
        var registry = new DurableTaskRegistry().AddOrchestratorFunc("Main", async context =>
        {
            _ = context.CallActivityAsync("A");
            _ = context.CallActivityAsync("A", null, new TaskOptions { Version = "9" });
            _ = context.CallSubOrchestratorAsync("C");
            await context.CallSubOrchestratorAsync("C", null, new TaskOptions { Version = "8" });
            return context.Version;
        });
        using var driver = new TurnDriver(registry, new DurableTaskWorkerOptions { DefaultVersion = "5" });

        var actions = driver.Turn(History.Started("Main", version: "7")).Actions;

        actions.Select(action => action.ScheduleTask?.Version ?? action.CreateSubOrchestration.Version).ShouldBe(["7", "9", "5", "8"]);
    }

    [Fact]
    public void Inputs_ArePlainJsonAndTakenAtTheCall()
    {
        using var driver = TurnDriver.For(async context =>
        {
            var list = new List<int> { 1 };
            var call = context.CallActivityAsync("A", list);
            list.Add(2);
            _ = context.CallActivityAsync("B");
            await call;
            return 0;
        });

        var actions = driver.Start().Actions;

        actions[0].ScheduleTask.Input.ShouldBe("[1]");
        actions[1].ScheduleTask.Input.ShouldBeNull();
    }

    [Fact]
    public void Calls_OptionsAsSecondArgument_AreOptionsAndNoInput()
    {
        using var driver = TurnDriver.For(async context =>
        {
            _ = context.CallActivityAsync("A", new TaskOptions { Version = "2" });
            _ = context.CallActivityAsync<int>("A", new TaskOptions { Version = "2" });
            _ = context.CallSubOrchestratorAsync<int>("C", new TaskOptions().WithInstanceId("kid"));
            await context.CallSubOrchestratorAsync("C", new TaskOptions().WithInstanceId("kid"));
            return 0;
        });

        var actions = driver.Start().Actions;

        actions.Take(2).ShouldAllBe(action => action.ScheduleTask.Input == null && action.ScheduleTask.Version == "2");
        actions.Skip(2).ShouldAllBe(action => action.CreateSubOrchestration.Input == null && action.CreateSubOrchestration.InstanceId == "kid");
    }

    [Fact]
    public void Context_Facts_AreThoseOfTheStart()
    {
        var registry = new DurableTaskRegistry().AddOrchestratorFunc<int, string>("Main", (context, input) => Task.FromResult(
            $"{context.Name}|{context.InstanceId}|{context.Parent}|{input}|{context.GetInput<long>()}|{context.CurrentUtcDateTime.Kind}|{context.Tags.Count}"));
        using var driver = new TurnDriver(registry);

        driver.Turn(History.Started("MAIN", "3")).Result().ShouldBe("\"MAIN|case-1||3|3|Utc|0\"");
    }

    [Fact]
    public void Start_UnknownOrchestrator_FailsNonRetriable()
    {
        using var driver = new TurnDriver(new DurableTaskRegistry());

        var failure = driver.Turn(History.Started("Nowhere")).Failure();

        failure.ErrorType.ShouldBe("OrchestratorTaskNotFound");
        failure.ErrorMessage.ShouldContain("'Nowhere'");
        failure.IsNonRetriable.ShouldBeTrue();
    }

    [Fact]
    public void Timer_LongerThanTheLimit_IsAChainOfTimers()
    {
        using var driver = TurnDriver.For(async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None);
            return "fired";
        });
        var steps = new List<DateTime>();
        var answer = driver.Start();
        for (var id = 0; id < 3; id++)
        {
            answer.Summary().ShouldBe($"{id} CreateTimer");
            steps.Add(answer.Actions[0].CreateTimer.FireAt.ToDateTime());
            driver.Now = steps[^1];
            answer = driver.Turn(History.Fired(id));
        }

        answer.Result().ShouldBe("\"fired\"");
        steps.ShouldBe([History.Start.AddDays(3), History.Start.AddDays(6), History.Start.AddDays(7)]);
    }

    [Fact]
    public void Timer_CancelledBeforeItIsMade_TakesItsIdAndIsCancelled()
    {
        using var driver = TurnDriver.For(async context =>
        {
            var timer = context.CreateTimer(TimeSpan.FromHours(1), new CancellationToken(canceled: true));
            return timer.IsCanceled + await context.CallActivityAsync<string>("A");
        });

        driver.Start().Summary().ShouldBe("0 CreateTimer, 1 ScheduleTask");
        driver.Turn(History.Completed(1, "\"a\"")).Result().ShouldBe("\"Truea\"");
    }

    [Fact]
    public void Completions_LateUnknownOrOfAnotherKind_AreIgnored()
    {
        using var driver = TurnDriver.For(async context =>
        {
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return await context.CallActivityAsync<string>("A");
        });
        driver.Start();
        driver.Turn(History.Completed(0, "\"wrong kind\""), History.ChildCompleted(0, null), History.Fired(9)).Actions.ShouldBeEmpty();
        driver.Turn(History.Fired(0), History.Fired(0)).Summary().ShouldBe("1 ScheduleTask");

        driver.Turn(History.ChildFailed(1, "wrong kind"), History.Completed(1, "\"a\""), History.Completed(1, "\"b\"")).Result().ShouldBe("\"a\"");
    }

    [Fact]
    public void FanOut_TwoThousandCompletedInReverse_KeepsScheduleOrder()
    {
        const int Count = 2000;
        using var driver = TurnDriver.For(async context =>
        {
            var calls = Enumerable.Range(0, Count).Select(n => context.CallActivityAsync<int>("A", n)).ToList();
            var results = await Task.WhenAll(calls);
            return results.SequenceEqual(Enumerable.Range(0, Count));
        });
        driver.Start().Actions.Count.ShouldBe(Count);

        var completions = Enumerable.Range(0, Count).Reverse().Select(n => History.Completed(n, n.ToString(CultureInfo.InvariantCulture)));
        driver.Turn([.. completions]).Result().ShouldBe("true");
    }

    [Fact]
    public void Entities_SecondMessageToAnEntity_NamesItsPredecessor()
    {
        var executor = new OrchestrationExecutor(
            new DurableTaskRegistry().AddOrchestratorFunc("Main", async context =>
            {
                await context.Entities.SignalEntityAsync(new EntityInstanceId("Counter", "K"), "add", 1);
                await context.Entities.SignalEntityAsync(new EntityInstanceId("COUNTER", "K"), "add", 2);
                return 0;
            }),
            new DurableTaskWorkerOptions());
        var request = new OrchestratorRequest
        {
            InstanceId = "case-1",
            NewEvents = { History.TurnStarted(History.Start), History.Started("Main") },
            EntityParameters = new() { EntityMessageReorderWindow = Duration.FromTimeSpan(TimeSpan.FromMinutes(30)) },
        };

        var sent = executor.Execute(request).Actions.Where(action => action.SendEvent is not null).Select(action => action.SendEvent).ToList();

        sent.ShouldAllBe(message => message.Instance.InstanceId == "@counter@K" && message.Name == "op");
        var first = JsonDocument.Parse(sent[0].Data).RootElement;
        var second = JsonDocument.Parse(sent[1].Data).RootElement;
        second.GetProperty("Predecessor").GetDateTime().ShouldBe(first.GetProperty("Timestamp").GetDateTime());
        second.GetProperty("Timestamp").GetDateTime().ShouldBeGreaterThan(first.GetProperty("Timestamp").GetDateTime());
        second.GetProperty("id").GetString().ShouldNotBe(first.GetProperty("id").GetString());
    }

    [Fact]
    public void Entities_AnswerOfAnOlderHost_IsAFailure()
    {
        using var driver = TurnDriver.For(context => context.Entities.CallEntityAsync<int>(new EntityInstanceId("Counter", "k"), "get"));
        var request = JsonDocument.Parse(driver.Start().Actions[0].SendEvent.Data).RootElement.GetProperty("id").GetString()!;

        var failure = driver.Turn(History.Raised(request, "{\"exceptionType\":\"X\",\"result\":\"broken\"}")).Failure();

        failure.ErrorType.ShouldBe(typeof(EntityOperationFailedException).FullName);
        failure.InnerFailure.ErrorMessage.ShouldBe("broken");
    }
}
