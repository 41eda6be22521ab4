using System.Diagnostics;
using System.Globalization;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Crash;

/// <summary>This very program as a process of its own that works on one case, so that it can be killed.</summary>
internal static class CrashChild
{
    private const string Variable = "CLINSEEK_TEST_CHILD";

    private const string ModelVariable = "CLINSEEK_TEST_MODEL";

    private const string BlobVariable = "CLINSEEK_TEST_BLOB";

    /// <summary>Exit code of SIGKILL as .NET reports it.</summary>
    public const int Killed = 137;

    /// <summary>Runs a scenario in a child and kills it at a commit point; 0 only counts the points.</summary>
    /// <returns>The exit code, how many points were passed (where it came to an end) and what it printed.</returns>
    public static async Task<(int Exit, long Points, string Output)> RunAsync(
        string folder, CrashScenario scenario, long crashAt, StorageOptions? storage, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(CrashChild).Assembly.Location);
        start.Environment[Variable] = $"{scenario.Number}|{folder}";
        start.Environment[CommitPoints.Variable] = (crashAt == 0 ? long.MaxValue : crashAt).ToString(CultureInfo.InvariantCulture);
        if (scenario.Model is not null)
        {
            start.Environment[ModelVariable] = scenario.Model.ToString();
        }

        if (storage is not null)
        {
            start.Environment[BlobVariable] = $"{storage.Container}|{storage.ConnectionString}";
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        string printed = await output;
        string points = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(static line => line.StartsWith("points ", StringComparison.Ordinal)) ?? "points 0";
        return (process.ExitCode, long.Parse(points.AsSpan(7), CultureInfo.InvariantCulture), printed + await error);
    }

    /// <summary>The child's exit code, or null where this process is none.</summary>
    public static async Task<int?> RunHereAsync() =>
        Environment.GetEnvironmentVariable(Variable)?.Split('|') is [string number, string folder]
            ? await WorkAsync(CrashScenario.Of(int.Parse(number, CultureInfo.InvariantCulture)) with { Model = Endpoint() }, folder)
            : null;

    private static Uri? Endpoint() => Environment.GetEnvironmentVariable(ModelVariable) is { Length: > 0 } model ? new Uri(model) : null;

    private static async Task<int> WorkAsync(CrashScenario scenario, string folder)
    {
        StorageOptions? storage = Environment.GetEnvironmentVariable(BlobVariable)?.Split('|') is [string container, string connection]
            ? new StorageOptions { Provider = StorageProvider.AzureBlob, Container = container, ConnectionString = connection }
            : null;
        await using (CaseWorld world = await CaseWorld.StartAsync(folder, scenario.Reasoner(), storage: storage, before: scenario.AddReaders))
        {
            await scenario.WorkAsync(world, folder, CancellationToken.None);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"points {CommitPoints.Passed}"));
        return 0;
    }
}
