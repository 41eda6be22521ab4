using System.CommandLine;
using System.Globalization;
using ClinSeek.Ehr.Database.Bench;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary><c>bench-database CSV-FOLDER --out FOLDER --subjects FILE</c>: patient databases of a clinical database's CSV files.</summary>
internal static class BenchDatabaseCommand
{
    public static Command Create(CommonOptions common)
    {
        var folder = new Argument<string>("CSV-FOLDER") { Description = "The CSV files, plain or as .gz, in any subfolders" };
        var output = new Option<string>("--out") { Description = "Where patient_ID.db files go; those that are there are left alone", HelpName = "FOLDER", Required = true };
        var subjects = new Option<string>("--subjects") { Description = "A file of subject ids, one a line", HelpName = "FILE", Required = true };
        var command = new Command("bench-database", "Build ClinSeek-Bench patient databases from CSV files") { folder, output, subjects };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(
            Run(common.Read(parsed), parsed.GetValue(folder)!, parsed.GetValue(output)!, parsed.GetValue(subjects)!, cancellationToken)));
        return command;
    }

    private static int Run(CommonSettings settings, string folder, string output, string subjects, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder) || !File.Exists(subjects))
        {
            throw new UserErrorException($"{(Directory.Exists(folder) ? subjects : folder)} is not there.", ExitCodes.Usage);
        }

        string[] ids = [.. File.ReadLines(subjects).Select(static line => line.Trim()).Where(static line => line.Length > 0)];
        try
        {
            BenchBuild build = BenchBuilder.Build(folder, output, ids, cancellationToken);
            if (settings.Json)
            {
                JsonOutput.Write(build);
            }
            else
            {
                Screen.Standard.Table(
                    ["built", "there already", "without rows", "rows"],
                    [[.. new[] { build.Built.Count, build.Skipped.Count, build.Empty.Count, build.Rows }.Select(static count => count.ToString(CultureInfo.InvariantCulture))]]);
                foreach (string issue in build.Issues)
                {
                    Console.Error.WriteLine(issue);
                }
            }

            return build.Issues.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or ArgumentException)
        {
            throw new UserErrorException(wrong.Message, ExitCodes.Usage, wrong);
        }
    }
}
