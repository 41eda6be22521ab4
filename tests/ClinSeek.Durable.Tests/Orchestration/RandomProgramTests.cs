using ClinSeek.Durable.Protocol;
using ClinSeek.Durable.Tests.Orchestration.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Durable.Tests.Orchestration;

/// <summary>Random orchestrations under random histories: a live session and a full replay always answer alike.</summary>
public sealed class RandomProgramTests
{
    [Fact]
    public void Turn_RandomProgramAndHistory_CachedEqualsUncached() =>
        Prop.ForAll<int>(seed => Play(new Random(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static void Play(Random random)
    {
        var program = new Random(random.Next()).Next();
        using var driver = TurnDriver.For(context => Branch(context, new Random(program), depth: 0));
        var open = new List<OrchestratorAction>();
        var suspended = false;
        var answer = driver.Start();
        for (var turn = 0; turn < 40 && answer.Completion() is null; turn++)
        {
            Take(answer, open);
            var batch = new List<HistoryEvent>();
            for (var count = random.Next(1, 4); count > 0; count--)
                batch.Add(Next(random, open, ref suspended));
            driver.Now += TimeSpan.FromSeconds(1);
            answer = driver.Turn([.. batch]);
        }
    }

    private static void Take(OrchestratorResponse answer, List<OrchestratorAction> open) =>
        open.AddRange(answer.Actions.Where(action => action.SendEvent is null && action.CompleteOrchestration is null));

    private static HistoryEvent Next(Random random, List<OrchestratorAction> open, ref bool suspended)
    {
        var choice = random.Next(20);
        if (choice == 0)
        {
            suspended = !suspended;
            return suspended ? History.Suspended() : History.Resumed();
        }

        if (choice == 1 && random.Next(10) == 0)
            return History.Terminated("stop");
        if (choice < 8 || open.Count == 0)
            return History.Raised("ABC"[random.Next(3)].ToString(), random.Next(5) == 0 ? "{}" : "1");
        var index = random.Next(open.Count);
        var action = open[index];
        if (random.Next(10) > 0)
            open.RemoveAt(index);
        if (action.CreateTimer is not null)
            return History.Fired(action.Id);
        var fails = random.Next(4) == 0;
        if (action.CreateSubOrchestration is not null)
            return fails ? History.ChildFailed(action.Id, "child") : History.ChildCompleted(action.Id, "2");
        return fails ? History.Failed(action.Id, "activity", random.Next(3) == 0) : History.Completed(action.Id, "3");
    }

    private static async Task<int> Branch(TaskOrchestrationContext context, Random program, int depth)
    {
        var sum = 0;
        for (var step = program.Next(1, 5); step > 0; step--)
        {
            try
            {
                sum += await Step(context, program, depth);
            }
            catch (Exception failure) when (failure is TaskFailedException or OperationCanceledException or System.Text.Json.JsonException)
            {
                sum -= failure.Message.Length;
            }

            context.SetCustomStatus(sum);
        }

        return sum;
    }

    private static async Task<int> Step(TaskOrchestrationContext context, Random program, int depth)
    {
        var policy = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1), 2));
        switch (program.Next(depth > 2 ? 6 : 9))
        {
            case 0:
                return await context.CallActivityAsync<int>("A", program.Next());
            case 1:
                return await context.CallActivityAsync<int>("R", 1, policy);
            case 2:
                return await context.CallSubOrchestratorAsync<int>("C", 1, program.Next(2) == 0 ? null : policy);
            case 3:
                return await context.WaitForExternalEvent<int>("a");
            case 4:
                return await context.WaitForExternalEvent<int>("B", TimeSpan.FromDays(program.Next(1, 6)));
            case 5:
                context.SendEvent("other", "E", context.NewGuid());
                await context.CreateTimer(TimeSpan.FromSeconds(program.Next(10)), CancellationToken.None);
                return context.CurrentUtcDateTime.Second;
            case 6:
                return (await Task.WhenAll(Branches(context, program, depth))).Sum();
            case 7:
                return await await Task.WhenAny(Branches(context, program, depth));
            default:
                context.ContinueAsNew(program.Next(), program.Next(2) == 0);
                return 0;
        }
    }

    /// <summary>Each branch has a program of its own, so that the order of their events does not change what they do.</summary>
    private static List<Task<int>> Branches(TaskOrchestrationContext context, Random program, int depth) =>
        [.. Enumerable.Range(0, program.Next(2, 4)).Select(_ => Branch(context, new Random(program.Next()), depth + 1))];
}
