using Xunit.Runner.InProc.SystemConsole;

namespace ClinSeek.Peers.FunctionsHost.Tests.Testing;

/// <summary>Runs the tests, or the small handler where a host started this process.</summary>
internal static class EntryPoint
{
    public static async Task<int> Main(string[] args) =>
        Environment.GetEnvironmentVariable("FUNCTIONS_CUSTOMHANDLER_PORT") is { } port ? await SmallHandler.RunAsync(port, args) : await ConsoleRunner.Run(args);
}
