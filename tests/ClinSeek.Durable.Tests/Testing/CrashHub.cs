using System.Diagnostics;
using ClinSeek.Durable.Client;
using ClinSeek.Durable.CrashHost;
using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Tests.Testing;

/// <summary>A hub on which child processes work and die.</summary>
internal sealed class CrashHub(int instancesOfEachKind, string kind = "all", int cachedSessions = 4096) : IDisposable
{
    private const int Killed = 128 + 9;

    private readonly string folder = Directory.CreateTempSubdirectory("clinseek-crash-").FullName;

    public string HubPath => Path.Combine(folder, "hub.db");

    private string Executions => Path.Combine(folder, "executions.txt");

    /// <summary>Runs a child that kills itself at a commit; false where it finished before that.</summary>
    public Task<bool> RunUntilKilledAsync(long commit, bool before) => RunAsync(before ? "before" : "after", $"{commit}");

    /// <summary>Runs a child that kills itself within its so-manieth execution of an activity.</summary>
    public async Task RunUntilActivityAsync(int count) => (await RunAsync("activity", $"{count}")).ShouldBeTrue("the child should die in an activity");

    public async Task<int> CountUnfinishedAsync()
    {
        await using var client = new ReadOnlyDurableTaskClient(HubPath);
        return await client.GetAllInstancesAsync(new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending] })
            .CountAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a child until every instance has finished.</summary>
    public async Task FinishAsync() => (await RunAsync("run")).ShouldBeFalse("nobody asked this child to die");

    /// <summary>Runs a child whose files cannot grow beyond a size; gives what it said when it stopped with an error.</summary>
    public async Task<string> RunOnFullDiskAsync(int kibibytes)
    {
        string[] arguments = [typeof(Workload).Assembly.Location, HubPath, "/dev/null", $"{instancesOfEachKind}", kind, $"{cachedSessions}", "run"];
        // The shell ignores the signal, and its child with it, so that the write itself fails. Memory that the runtime maps
        // twice counts as a file too.
        var start = new ProcessStartInfo("bash") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"trap '' XFSZ; ulimit -f {kibibytes}; exec dotnet \"$@\"");
        foreach (var argument in (string[])["dotnet", .. arguments])
            start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        child.ExitCode.ShouldNotBe(0, await output);
        return error;
    }

    /// <summary>Every instance has the right output, and no result stands twice in any history.</summary>
    public async Task VerifyAsync()
    {
        await using var client = new ReadOnlyDurableTaskClient(HubPath);
        foreach (var name in Workload.Kinds(kind))
        {
            for (var number = 0; number < instancesOfEachKind; number++)
            {
                var instance = await client.GetInstanceAsync($"{name}-{number}", true);
                instance.ShouldNotBeNull($"{name}-{number} is lost");
                (instance.RuntimeStatus, instance.SerializedOutput).ShouldBe((OrchestrationRuntimeStatus.Completed, Workload.Outputs[name]), instance.InstanceId);
            }
        }

        await foreach (var instance in client.GetAllInstancesAsync())
        {
            instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, instance.InstanceId);
            VerifyHistory(instance.InstanceId, await client.GetHistoryAsync(instance.InstanceId));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void VerifyHistory(string instanceId, IReadOnlyList<HistoryEvent> history)
    {
        var scheduled = history.Where(item => item.TaskScheduled is not null).Select(item => item.EventId).ToArray();
        var answered = history.Select(item => item.TaskCompleted?.TaskScheduledId ?? item.TaskFailed?.TaskScheduledId).OfType<int>().ToArray();
        scheduled.ShouldBeUnique(instanceId);
        answered.Order().ShouldBe(scheduled.Order(), instanceId);
        history.Select(item => item.TimerFired?.TimerId).OfType<int>().ShouldBeUnique(instanceId);
        history.Count(item => item.ExecutionStarted is not null).ShouldBe(1, instanceId);
        history.Count(item => item.ExecutionCompleted is not null).ShouldBe(1, instanceId);
    }

    private async Task<bool> RunAsync(params string[] mode)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(Workload).Assembly.Location, HubPath, Executions, $"{instancesOfEachKind}", kind, $"{cachedSessions}", .. mode])
            start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        child.ExitCode.ShouldBeOneOf([0, Killed], await error);
        TestContext.Current.TestOutputHelper?.WriteLine(await output);
        return child.ExitCode == Killed;
    }
}
