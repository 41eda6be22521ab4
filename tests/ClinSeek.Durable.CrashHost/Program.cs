using System.Diagnostics;
using System.Globalization;
using ClinSeek.Durable;
using ClinSeek.Durable.Client;
using ClinSeek.Durable.CrashHost;
using ClinSeek.Durable.Engine;

// crashhost HUB EXECUTIONS INSTANCES_OF_EACH_KIND KIND|all CACHED_SESSIONS (before COMMIT | after COMMIT | activity COUNT | run)
// Starts the workload's instances that the hub does not have yet and runs the hub until all of them have finished, unless
// it kills itself first: at the given commit or in the given activity execution. Every execution of an activity is
// appended to the file EXECUTIONS.
var clock = Stopwatch.StartNew();
var (hub, executions, count, kind) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture), args[3]);
var (sessions, mode) = (int.Parse(args[4], CultureInfo.InvariantCulture), args[5]);
var point = args.Length > 6 ? long.Parse(args[6], CultureInfo.InvariantCulture) : 0;
var observer = mode is "before" or "after" ? new KillAtCommit(point, mode == "before") : null;

using var log = new StreamWriter(new FileStream(executions, FileMode.Append, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
var (first, executed) = (0L, 0L);
var registry = Workload.Registry((instance, activity, input) =>
{
    Interlocked.CompareExchange(ref first, clock.ElapsedMilliseconds, 0);
    lock (log)
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{instance} {activity} {input}"));
    if (mode == "activity" && Interlocked.Increment(ref executed) == point)
        Process.GetCurrentProcess().Kill();
});
var worker = new DurableTaskWorkerOptions();
await using var engine = new SqliteOrchestrationEngine(
    new SqliteEngineOptions { Path = hub, CommitObserver = observer, MaxCachedSessions = sessions },
    new OrchestrationExecutor(registry, worker), new ActivityExecutor(registry, worker));
await engine.StartAsync();
var started = clock.ElapsedMilliseconds;
await using var client = engine.CreateClient();

var ids = (from name in Workload.Kinds(kind)
           from number in Enumerable.Range(0, count)
           select (Name: name, Id: $"{name}-{number}")).ToArray();
// What was started before the crash is not asked for again: every commit of a restarted child then is one of work.
await Task.WhenAll(ids.Select(async item =>
{
    if (await client.GetInstanceAsync(item.Id) is null)
        await client.ScheduleNewOrchestrationInstanceAsync(item.Name, null, new StartOrchestrationOptions { InstanceId = item.Id });
}));
await Task.WhenAll(ids.Where(item => item.Name == "Held").Select(async item =>
{
    await client.WaitForInstanceStartAsync(item.Id);
    try
    {
        await client.RaiseEventAsync(item.Id, "go");
    }
    catch (OrchestrationFinishedException)
    {
        // It got the event before the crash.
    }
}));
foreach (var item in ids)
    await client.WaitForInstanceCompletionAsync(item.Id).WaitAsync(TimeSpan.FromSeconds(60));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"done commits={engine.CommitTotals.Commits} started={started}ms first-activity={first}ms end={clock.ElapsedMilliseconds}ms"));
return 0;
