using System.CommandLine;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary>The commands. Without one, the local host starts.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command and gives its exit code: 0 decided or ok, 1 failed or not verified, 2 usage, 3 abstained.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = Build().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("See --help.");
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (UserErrors.TryExplain(fault, out string message, out int exitCode))
        {
            await Console.Error.WriteLineAsync("clinseek: " + message);
            return exitCode;
        }
    }

    private static RootCommand Build()
    {
        var common = new CommonOptions();
        var root = new RootCommand("ClinSeek seeks the evidence for a clinical question. Research software, not a medical device.")
        {
            common.Data, common.Json, common.KeyFile,
            ServeCommand.Create(common),
            PatientsCommand.Create(common),
            AskCommand.Create(common),
            CasesCommand.Create(common),
            ShowCommand.Create(common),
            VerifyCommand.Create(common),
            ReplayCommand.Create(common),
            ResumeCommand.Create(common),
        };
        root.SetAction((parsed, cancellationToken) => ServeCommand.RunAsync(common.Read(parsed), cancellationToken));
        return root;
    }
}
