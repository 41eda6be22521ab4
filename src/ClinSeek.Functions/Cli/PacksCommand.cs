using System.CommandLine;
using System.Globalization;
using ClinSeek.Functions.Hosting;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Functions.Cli;

/// <summary><c>packs</c>: which presenting problems the likelihood reasoner knows, and whether a pack of one's own can be used.</summary>
internal static class PacksCommand
{
    public static Command Create(CommonOptions common) => new("packs", "Packs of the likelihood reasoner")
    {
        List(common),
        Check(common),
    };

    private static Command List(CommonOptions common)
    {
        var command = new Command("list", "List the packs with their versions, hypotheses, findings and figures");
        command.SetAction(parsed => PrintList(common.Read(parsed)));
        return command;
    }

    private static Command Check(CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "A pack's JSON file" };
        var command = new Command("check", "Say everything that is wrong with a pack's file, with line, path and remedy") { file };
        command.SetAction(parsed => PrintCheck(parsed.GetValue(file)!, common.Read(parsed)));
        return command;
    }

    private static int PrintList(CommonSettings settings)
    {
        PackLibrary library = PackServices.Load(OptionsReader.Section<PackOptions>(OptionsReader.Configuration(), PackOptions.Section).Folder);
        var rows = library.Packs.Select(pack => new
        {
            key = pack.Key,
            version = pack.Version,
            origin = PackLibrary.BuiltIn.Packs.Contains(pack) ? "built in" : "own",
            hypotheses = pack.Hypotheses.Count - 1,
            findings = pack.Findings.Count,
            figures = pack.Findings.Sum(static finding => finding.Effects.Count),
            read = pack.Findings.Sum(static finding => finding.Effects.Count(static effect => effect.Tag == "S")),
            title = pack.Title,
        }).ToArray();
        if (settings.Json)
        {
            JsonOutput.Write(rows);
            return ExitCodes.Ok;
        }

        Screen.Standard.Table(
            ["pack", "version", "origin", "hypotheses", "findings", "figures", "read in their source"],
            [.. rows.Select(static row => (IReadOnlyList<string>)[row.key, row.version, row.origin, Text(row.hypotheses), Text(row.findings), Text(row.figures), Text(row.read)])]);
        return ExitCodes.Ok;
    }

    private static int PrintCheck(string path, CommonSettings settings)
    {
        PackFile file = PackLibrary.Check(path);
        if (settings.Json)
        {
            JsonOutput.Write(new { file = path, pack = file.Pack?.Key, ok = file.Faults.Count == 0, faults = file.Faults });
        }
        else if (file.Faults.Count == 0)
        {
            Screen.Standard.Write(0, 0, $"{file.Pack!.Key} {file.Pack.Version} can be used: put the file into a folder and name that as {PackOptions.Section}__{nameof(PackOptions.Folder)}.");
        }
        else
        {
            foreach (PackFault fault in file.Faults)
            {
                Screen.Standard.Write(0, 2, fault.ToString());
            }

            Screen.Standard.Write(0, 0, string.Create(CultureInfo.InvariantCulture, $"{file.Faults.Count} faults. docs/packs.md describes the form."));
        }

        return file.Faults.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
