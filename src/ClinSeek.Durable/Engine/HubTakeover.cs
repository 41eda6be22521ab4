namespace ClinSeek.Durable.Engine;

/// <summary>
/// Becoming the owner of a hub whose lock this process holds. An owner of the same machine is then known to be dead. One
/// of another machine may only be out of reach of the lock, so it is given its lease to show a heartbeat.
/// </summary>
internal static class HubTakeover
{
    public static async Task RunAsync(SqliteEngineOptions options, HubStore store, HubReader reader, CancellationToken cancellationToken)
    {
        var time = options.TimeProvider;
        if (reader.Owner() is { } previous && previous.Host != Environment.MachineName)
        {
            var left = previous.HeartbeatAt + options.LeaseDuration - time.GetUtcNow().UtcDateTime;
            if (left > TimeSpan.Zero)
                await Task.Delay(left < options.LeaseDuration ? left : options.LeaseDuration, time, cancellationToken);
            if (reader.Owner() is { } current && (current.Token != previous.Token || current.HeartbeatAt != previous.HeartbeatAt))
                throw new HubInUseException(options.Path, current.ToString());
        }

        store.Begin();
        store.TakeOwnership(HubOwner.ThisProcess(time.GetUtcNow().UtcDateTime));
        store.Commit();
    }

    public static void Release(HubStore store)
    {
        store.Begin();
        store.VerifyOwner();
        store.ReleaseOwnership();
        store.Commit();
    }

    /// <summary>The refusal of a second owner, naming the first where the hub can be read.</summary>
    public static HubInUseException InUse(string path)
    {
        var owner = "another process";
        try
        {
            using var reader = HubReader.Open(path);
            owner = reader.Owner()?.ToString() ?? owner;
        }
        catch (EngineStorageException)
        {
            // The owner may just be creating the file; that it is in use is known all the same.
        }
        return new HubInUseException(path, owner);
    }
}
