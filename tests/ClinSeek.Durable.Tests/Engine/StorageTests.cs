using System.Diagnostics;
using System.Reflection;
using ClinSeek.Durable.Client;
using ClinSeek.Durable.Engine;
using ClinSeek.Durable.Tests.Testing;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Durable.Tests.Engine;

public sealed class StorageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_HubInUse_IsRefusedNamingTheOwner()
    {
        await using var hub = Hub();
        await hub.StartAsync();
        await using var second = hub.CreateEngine();

        var refusal = await Should.ThrowAsync<HubInUseException>(second.StartAsync(TestContext.Current.CancellationToken));

        refusal.Owner.ShouldContain($"process {Environment.ProcessId}");
        refusal.Message.ShouldContain("Stop that process");
        (await hub.RunAsync("Big", 1)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, "the owner is not disturbed");
    }

    [Fact]
    public async Task Start_HubInUseByAnotherProcess_IsRefused()
    {
        await using var hub = Hub();
        await hub.StartAsync();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        foreach (var argument in (string[])[typeof(CrashHost.Workload).Assembly.Location, hub.HubPath, hub.HubPath + ".log", "1", "all", "0", "run"])
            start.ArgumentList.Add(argument);

        using var child = Process.Start(start)!;
        var error = await child.StandardError.ReadToEndAsync(Token);
        await child.WaitForExitAsync(Token);

        child.ExitCode.ShouldNotBe(0);
        error.ShouldContain($"in use by process {Environment.ProcessId}");
    }

    [Fact]
    public async Task Start_AfterOrderlyStop_GoesOnWithTheSameHub()
    {
        await using var hub = Hub();
        await hub.StartAsync();
        await hub.RunAsync("Big", 1, "kept");
        await hub.StopAsync();
        await hub.StartAsync();

        (await hub.Client.GetInstanceAsync("kept", cancellationToken: Token))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Start_OwnerOfAnotherMachineWithFreshHeartbeat_WaitsOutItsLease()
    {
        await using var hub = Hub(options => options with { LeaseDuration = TimeSpan.FromSeconds(3) });
        await hub.StartAsync();
        await hub.StopAsync();
        var heartbeat = DateTime.UtcNow.AddSeconds(-2);
        Sql(hub, $"INSERT INTO owner VALUES (1, 'other', 'elsewhere', 7, {heartbeat.Ticks}, {heartbeat.Ticks})");

        await hub.StartAsync();

        DateTime.UtcNow.ShouldBeGreaterThanOrEqualTo(heartbeat.AddSeconds(3));
    }

    [Fact]
    public async Task Commit_AfterAnotherOwnerTookOver_StopsTheEngine()
    {
        await using var hub = Hub();
        await hub.StartAsync();
        Sql(hub, "UPDATE owner SET token = 'other'");

        await Should.ThrowAsync<HubInUseException>(hub.Client.ScheduleNewOrchestrationInstanceAsync("Big", 1, cancellationToken: Token));

        await Should.ThrowAsync<HubInUseException>(hub.Engine.Completion);
    }

    [Fact]
    public async Task Start_FileThatIsNoDatabase_NamesCauseAndRemedy()
    {
        await using var hub = Hub();
        await File.WriteAllTextAsync(hub.HubPath, string.Concat(Enumerable.Repeat("this is not a database ", 500)), TestContext.Current.CancellationToken);

        var failure = await Should.ThrowAsync<EngineStorageException>(hub.StartAsync());

        failure.Cause.ShouldContain("damaged");
        failure.Remedy.ShouldContain("backup");
    }

    [Theory]
    [InlineData("CREATE TABLE other (x); PRAGMA user_version = 1", "is not a task hub")]
    [InlineData("CREATE TABLE other (x); PRAGMA application_id = 1129075531; PRAGMA user_version = 99", "format version 99")]
    public async Task Start_DatabaseOfAnotherKind_IsLeftAlone(string sql, string cause)
    {
        await using var hub = Hub();
        Sql(hub, sql);

        (await Should.ThrowAsync<EngineStorageException>(hub.StartAsync())).Cause.ShouldContain(cause);

        Sql(hub, "INSERT INTO other VALUES (1)");
    }

    [Fact]
    public async Task Commit_DiskFull_StopsWithNamedCauseAndLosesNothing()
    {
        var pages = (long?)60;
        await using var hub = Hub(options => options with { MaximumPages = pages });
        await hub.StartAsync();
        await hub.RunAsync("Big", 1, "before");

        var failure = await Should.ThrowAsync<EngineStorageException>(async () =>
        {
            for (var i = 0; i < 100; i++)
                await hub.RunAsync("Big", 20_000, $"big-{i}");
        });
        failure.Cause.ShouldContain("disk is full");
        failure.Remedy.ShouldContain("Free space");
        (await Should.ThrowAsync<EngineStorageException>(hub.Engine.Completion)).ShouldBeSameAs(failure);
        await Should.ThrowAsync<EngineStorageException>(hub.Client.ScheduleNewOrchestrationInstanceAsync("Big", 1, cancellationToken: Token));

        await hub.StopAsync();
        pages = null;
        await hub.StartAsync();
        var unfinished = await hub.Client.GetAllInstancesAsync().ToArrayAsync(TestContext.Current.CancellationToken);
        unfinished.ShouldContain(found => found.InstanceId == "before");
        foreach (var instance in unfinished)
            (await hub.FinishAsync(instance.InstanceId)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Run_HistoryDamaged_StopsTheEngineAndReportsIt()
    {
        await using var hub = Hub();
        await hub.StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits", null, new StartOrchestrationOptions { InstanceId = "w" }, cancellationToken: Token);
        await hub.Client.WaitForInstanceStartAsync("w", cancellationToken: Token);
        await hub.StopAsync();
        Sql(hub, "UPDATE history SET events = x'ffffffffff'");
        await hub.StartAsync();

        await hub.Client.RaiseEventAsync("w", "answer", 1, cancellationToken: Token);

        var failure = await Should.ThrowAsync<EngineStorageException>(hub.Engine.Completion);
        failure.Cause.ShouldContain("damaged");
    }

    [Fact]
    public async Task Start_Hub_HasAWriteAheadLog()
    {
        await using var hub = Hub();
        await hub.StartAsync();

        Sql(hub, "PRAGMA journal_mode").ShouldBe("wal");
    }

    [Fact]
    public void Open_Store_SynchronizesEveryCommit()
    {
        var folder = Directory.CreateTempSubdirectory("clinseek-hub-").FullName;
        try
        {
            using var store = HubStore.Open(Path.Combine(folder, "hub.db"), null);
            var connection = (SqliteConnection)typeof(HubStore).GetField("connection", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(store)!;

            Pragma(connection, "synchronous").ShouldBe(2L, "FULL: what a client was told is on disk");
            Pragma(connection, "journal_mode").ShouldBe("wal");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static object? Pragma(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA " + name;
        return command.ExecuteScalar();
    }

    private static EngineHub Hub(Func<SqliteEngineOptions, SqliteEngineOptions>? configure = null)
    {
        var hub = new EngineHub(configure);
        hub.Registry.AddActivityFunc<int, string>("Fill", (_, size) => Task.FromResult(new string('x', size)));
        hub.Registry.AddOrchestratorFunc<int, int>("Big", async (context, size) => (await context.CallActivityAsync<string>("Fill", size)).Length);
        hub.Registry.AddOrchestratorFunc<object?, int>("Waits", (context, _) => context.WaitForExternalEvent<int>("answer"));
        return hub;
    }

    private static object? Sql(EngineHub hub, string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={hub.HubPath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
