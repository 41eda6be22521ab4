using System.CommandLine;
using System.Runtime.InteropServices;
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

            // A question without quotes arrives as many words.
            bool unquoted = parsed.CommandResult.Command.Name == AskCommand.Name && parsed.UnmatchedTokens.Count > 0;
            await Console.Error.WriteLineAsync(unquoted ? "Put the question in quotes. See --help." : "See --help.");
            return ExitCodes.Usage;
        }

        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupted = StopOn(PosixSignal.SIGINT, stop);
        using PosixSignalRegistration terminated = StopOn(PosixSignal.SIGTERM, stop);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
        }
        catch (Exception fault) when (UserErrors.TryExplain(fault, out string message, out int exitCode))
        {
            await Console.Error.WriteLineAsync("clinseek: " + message);
            return exitCode;
        }
    }

    /// <summary>The first signal puts work in progress away; a second one ends the process, which loses nothing that was recorded.</summary>
    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    });

    private static RootCommand Build()
    {
        var common = new CommonOptions();
        var root = new RootCommand("""
            ClinSeek seeks the evidence for a clinical question. Research software, not a medical device.
            Exit codes: 0 decided or ok, 3 abstained, 1 failed or not verified, 2 wrong use.
            """)
        {
            common.Data, common.Json, common.KeyFile,
            ServeCommand.Create(common),
            PatientsCommand.Create(common),
            AskCommand.Create(common),
            CasesCommand.Create(common),
            ShowCommand.Create(common),
            ArtifactsCommand.Create(common),
            VerifyCommand.Create(common),
            ReplayCommand.Create(common),
            RederiveCommand.Create(common),
            ResumeCommand.Create(common),
            KnowledgeCommand.Create(common),
            VocabularyCommand.Create(common),
            PacksCommand.Create(common),
            BenchDatabaseCommand.Create(common),
            ScoreCommand.Create(common),
            FunctionsCommand.Create(),
            KeysCommand.Create(common),
        };
        foreach (Command command in PeopleCommands.Create(common))
        {
            root.Add(command);
        }

        root.SetAction((parsed, cancellationToken) => ServeCommand.RunAsync(common.Read(parsed), cancellationToken));
        return root;
    }
}
