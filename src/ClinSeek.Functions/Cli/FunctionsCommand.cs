using System.CommandLine;
using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Functions.Hosting.CustomHandler;

namespace ClinSeek.Functions.Cli;

/// <summary><c>functions</c>, which publishing runs: writes the folders by which the Functions host finds this app's functions.</summary>
internal static class FunctionsCommand
{
    public static Command Create()
    {
        var output = new Option<DirectoryInfo>("--output") { Description = "The app's folder", Required = true };
        var command = new Command("functions", "Write function.json for every function; `dotnet publish` does it") { output };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            FunctionMetadata.Write(CaseFunctions.Create(), parsed.GetRequiredValue(output).FullName);
            return ExitCodes.Ok;
        });
        return command;
    }
}
