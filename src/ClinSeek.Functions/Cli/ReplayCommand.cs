using System.CommandLine;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary><c>replay CASE</c>: does the orchestrator, driven from the journal, do again what it did? Reads only.</summary>
internal static class ReplayCommand
{
    public static Command Create(CommonOptions common)
    {
        Argument<string> id = CaseArgument.Create();
        var command = new Command("replay", "Replay a case from its journal: every call and digest must match") { id };
        command.SetAction((parsed, cancellationToken) => RunAsync(common.Read(parsed), CaseArgument.Read(parsed, id), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonSettings settings, CaseId id, CancellationToken cancellationToken)
    {
        await using CaseSession session = CaseArgument.Open(settings, id);
        CheckReport report = await session.Cases.ReplayAsync(id, cancellationToken) ?? throw CaseArgument.Unknown(id, settings);
        return CheckDisplay.Write(settings, report, "replayed", "journal records replayed: every call and digest matched");
    }
}
