using System.CommandLine;
using System.Globalization;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary><c>patients</c>: who can be asked about.</summary>
internal static class PatientsCommand
{
    private const int MostIssues = 5;

    public static Command Create(CommonOptions common)
    {
        var fhir = new Option<string?>("--fhir") { Description = "A FHIR server (address or configured name), file or folder instead of the demo patients", HelpName = "SERVER-OR-FILES" };
        var command = new Command("patients", "List the patients that can be asked about") { fhir };
        command.SetAction((parsed, cancellationToken) => RunAsync(common.Read(parsed), parsed.GetValue(fhir), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonSettings settings, string? fhir, CancellationToken cancellationToken)
    {
        using RecordSources sources = Composition.Sources();
        PatientCatalogue directory = Composition.Patients(settings, sources);
        (IReadOnlyList<PatientEntry> patients, IReadOnlyList<string> issues) = await directory.ListAsync(directory.NameOf(fhir), cancellationToken);
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
