using System.Text.RegularExpressions;

namespace ClinSeek.Ehr.Database.Bench;

/// <summary>The patient databases of ClinSeek-Bench at a path: one <c>patient_ID.db</c>, or a folder of them, itself or its <c>database</c>.</summary>
internal static partial class BenchFolder
{
    /// <summary>The dictionaries that all patients share, beside their files.</summary>
    private const string Reference = "reference_table.db";

    /// <summary>Whether there are such databases at a path.</summary>
    public static bool IsAt(string path) => Patients(path).Any();

    /// <summary>The patients' ids and files, by id.</summary>
    public static IEnumerable<(string Id, string File)> Patients(string path)
    {
        IEnumerable<string> files = File.Exists(path) ? [path]
            : Directory.Exists(path) ? new[] { path, Path.Combine(path, "database") }.Where(Directory.Exists).SelectMany(static folder => Directory.EnumerateFiles(folder, "patient_*.db"))
            : [];
        return files.Select(static file => (Name: PatientFile().Match(Path.GetFileName(file)), File: file))
            .Where(static item => item.Name.Success)
            .Select(static item => (item.Name.Groups[1].Value, item.File))
            .OrderBy(static item => item.Value, StringComparer.Ordinal);
    }

    /// <summary>The dictionaries beside a patient's file; null where there are none.</summary>
    public static string? ReferenceOf(string patientFile) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(patientFile))!, Reference) is var file && File.Exists(file) ? file : null;

    [GeneratedRegex(@"^patient_([A-Za-z0-9\-]{1,64})\.db$", RegexOptions.CultureInvariant)]
    private static partial Regex PatientFile();
}
