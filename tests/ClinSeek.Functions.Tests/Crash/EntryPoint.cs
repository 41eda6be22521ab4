using Xunit.Runner.InProc.SystemConsole;

namespace ClinSeek.Functions.Tests.Crash;

/// <summary>Runs the tests, or one case where the crash matrix started this process.</summary>
internal static class EntryPoint
{
    public static async Task<int> Main(string[] args) => await CrashChild.RunHereAsync() ?? await ConsoleRunner.Run(args);
}
