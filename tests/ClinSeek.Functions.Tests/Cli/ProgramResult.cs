using System.Text.Json;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary>How a run of the program ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>One line that names cause and remedy, nothing on standard output, no stack trace.</summary>
    public string ShouldBeClearError(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, Error);
        Error.TrimEnd('\n').ShouldNotContain("\n");
        Error.ShouldNotContain("   at ");
        Error.ShouldNotContain("Exception");
        Error.ShouldStartWith("clinseek: ");
        return Error;
    }
}
