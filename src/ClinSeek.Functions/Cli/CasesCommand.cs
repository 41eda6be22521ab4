using System.CommandLine;
using System.Globalization;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary><c>cases</c>: every case, newest first. Reads only.</summary>
internal static class CasesCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("cases", "List the cases, newest first");
        command.SetAction((parsed, cancellationToken) => RunAsync(common.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonSettings settings, CancellationToken cancellationToken)
    {
        IReadOnlyList<CaseSummary> cases = await ListAsync(settings, cancellationToken);
        if (settings.Json)
        {
            JsonOutput.Write(cases);
            return ExitCodes.Ok;
        }

        if (cases.Count == 0)
        {
            Screen.Standard.Write(0, 0, $"No cases in {Composition.DataFolder(settings)} yet. `ask` starts one; --data names another folder.");
            return ExitCodes.Ok;
        }

        Screen.Standard.Table(
            ["case", "status", "created (UTC)", "patient"],
            [.. cases.Select(static summary => (IReadOnlyList<string>)
                [summary.CaseId, Words.Of(summary.Status), summary.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), summary.Patient])]);
        return ExitCodes.Ok;
    }

    private static async Task<IReadOnlyList<CaseSummary>> ListAsync(CommonSettings settings, CancellationToken cancellationToken)
    {
        if (!Composition.MayHaveCases(settings))
        {
            return [];
        }

        await using CaseSession session = Composition.OpenReadOnly(settings);
        return await session.Cases.ListAsync(cancellationToken);
    }
}
