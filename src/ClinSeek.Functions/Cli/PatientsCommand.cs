using System.CommandLine;
using ClinSeek.Functions.Hosting;
using Spectre.Console;

namespace ClinSeek.Functions.Cli;

/// <summary><c>patients</c>: who can be asked about.</summary>
internal static class PatientsCommand
{
    public static Command Create(CommonOptions common)
    {
        var fhir = new Option<string?>("--fhir") { Description = "A FHIR file or folder instead of the demo patients", HelpName = "FILE-OR-FOLDER" };
        var command = new Command("patients", "List the patients that can be asked about") { fhir };
        command.SetAction(parsed => Run(common.Read(parsed), parsed.GetValue(fhir)));
        return command;
    }

    private static int Run(CommonSettings settings, string? fhir)
    {
        PatientCatalogue directory = Composition.Patients(settings);
        IReadOnlyList<PatientEntry> patients = directory.List(fhir ?? directory.DefaultRecord);
        if (settings.Json)
        {
            JsonOutput.Write(patients);
            return ExitCodes.Ok;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("id", "name", "born", "films", "problem");
        foreach (PatientEntry patient in patients)
        {
            table.AddRow(
                new Text(patient.Id), new Text(patient.Name), new Text(patient.BirthDate ?? ""),
                new Text(patient.Films.ToString(System.Globalization.CultureInfo.InvariantCulture)), new Text(patient.Problem ?? ""));
        }

        AnsiConsole.Write(table);
        return ExitCodes.Ok;
    }
}
