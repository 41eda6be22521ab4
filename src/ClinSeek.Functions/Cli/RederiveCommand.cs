using System.CommandLine;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary><c>rederive CASE</c>: do the stored pages give the recorded database, and that the recorded results? Reads only; asks no server.</summary>
internal static class RederiveCommand
{
    public static Command Create(CommonOptions common)
    {
        Argument<string> id = CaseArgument.Create();
        var command = new Command("rederive", "Derive a case's database and results again from the stored pages, and compare") { id };
        command.SetAction((parsed, cancellationToken) => RunAsync(common.Read(parsed), CaseArgument.Read(parsed, id), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonSettings settings, CaseId id, CancellationToken cancellationToken)
    {
        await using CaseSession session = CaseArgument.Open(settings, id);
        CheckReport report = await session.Cases.RederiveAsync(id, cancellationToken) ?? throw CaseArgument.Unknown(id, settings);
        return CheckDisplay.Write(settings, report, "derived again", "pages and results");
    }
}
