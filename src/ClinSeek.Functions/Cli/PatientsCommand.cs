using System.CommandLine;
using System.Globalization;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary><c>patients</c>: who can be asked about.</summary>
internal static class PatientsCommand
{
    private const int MostIssues = 5;

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
        IReadOnlyList<PatientEntry> patients = directory.List(fhir ?? directory.DefaultRecord, out IReadOnlyList<string> issues);
        foreach (string issue in issues.Take(MostIssues))
        {
            Console.Error.WriteLine("clinseek: not everything could be read: " + issue);
        }

        if (settings.Json)
        {
            JsonOutput.Write(patients);
            return ExitCodes.Ok;
        }

        Screen.Standard.Table(
            ["id", "name", "born", "films", "problem"],
            [.. patients.Select(static patient => (IReadOnlyList<string>)
                [patient.Id, patient.Name, patient.BirthDate ?? "", patient.Films.ToString(CultureInfo.InvariantCulture), patient.Problem ?? ""])]);
        return ExitCodes.Ok;
    }
}
