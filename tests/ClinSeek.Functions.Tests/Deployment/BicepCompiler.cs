using System.Diagnostics;
using System.Reflection;

namespace ClinSeek.Functions.Tests.Deployment;

/// <summary>The Bicep compiler from its NuGet package. It works offline: the types of every resource are inside it.</summary>
internal static class BicepCompiler
{
    private static readonly string Executable = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "BicepPath").Value!;

    /// <summary>Runs a command of the compiler.</summary>
    /// <returns>The exit code, what it printed, and its diagnostics: errors and warnings both.</returns>
    public static (int Exit, string Output, string Diagnostics) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The compiler is a .NET program with its own runtime, and Debian's images have no ICU.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string diagnostics = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), diagnostics);
    }
}
