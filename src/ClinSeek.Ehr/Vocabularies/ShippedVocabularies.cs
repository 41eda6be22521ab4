using System.Reflection;

namespace ClinSeek.Ehr.Vocabularies;

/// <summary>
/// The small candidate tables that ship with the program, written for it: they show how closed questions work before anything is
/// imported, and an imported table of the same name takes their place.
/// </summary>
public static class ShippedVocabularies
{
    private const string Prefix = "ClinSeek.Ehr.Vocabularies.";

    private static readonly (string Name, string Description)[] Described =
    [
        ("lab_tests", "laboratory tests and bedside measurements, with LOINC code and specimen"),
        ("care_units", "care units that patients are admitted to or moved between"),
        ("radiology_exams", "radiology examinations, with modality and body region"),
        (Diagnoses, "diagnoses of the program's own packs, with ICD-10-CM code and CCSR category"),
    ];

    // The sample of codes that the terminology tool knows, shared with it.
    private const string Diagnoses = "diagnoses";
    private const string DiagnosesFile = Prefix + "codes.txt";

    private static readonly Lazy<IReadOnlyList<LoadedVocabulary>> Loaded = new(static () => [.. Described.Select(static item => Load(item.Name, item.Description))]);

    /// <summary>The tables.</summary>
    public static IReadOnlyList<CandidateTable> Tables => [.. All.Select(static vocabulary => vocabulary.Table)];

    internal static IReadOnlyList<LoadedVocabulary> All => Loaded.Value;

    /// <summary>A table as CSV, so that it can be imported and embedded; null where none of that name ships.</summary>
    public static string? Csv(string name) => All.FirstOrDefault(vocabulary => vocabulary.Table.Name == name) is { } found
        ? string.Concat(new[] { found.Table.Columns.Prepend("candidate") }.Concat(found.Shipped.Select(static candidate => candidate.Values.Prepend(candidate.Candidate))).Select(Line))
        : null;

    private static string Line(IEnumerable<string> fields) =>
        string.Join(',', fields.Select(static field => '"' + field.Replace("\"", "\"\"", StringComparison.Ordinal) + '"')) + "\n";

    private static LoadedVocabulary Load(string name, string description)
    {
        string[][] records = name == Diagnoses ? ReadDiagnoses() : ReadCsv(name);
        string[] columns = records[0][1..];
        CandidateHit[] candidates =
        [
            .. records.Skip(1).Select(static record => new CandidateHit(record[0], record[1..]))
                .OrderBy(static candidate => candidate.Candidate.Length).ThenBy(static candidate => candidate.Candidate, StringComparer.Ordinal),
        ];
        return new LoadedVocabulary(
            new CandidateTable(name, description, $"ships with ClinSeek {typeof(ShippedVocabularies).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}", columns, candidates.Length),
            new CandidateIndex([.. candidates.Select(static candidate => candidate.Candidate)]),
            [],
            candidates);
    }

    private static string[][] ReadCsv(string name)
    {
        using var reader = new StreamReader(Open($"{Prefix}{name}.csv"));
        return [.. CsvReader.Read(reader)];
    }

    /// <summary>Lines of code, title, category, the category's title, and whether it is the code's default category.</summary>
    private static string[][] ReadDiagnoses()
    {
        using var reader = new StreamReader(Open(DiagnosesFile));
        return
        [
            ["candidate", "icd10cm", "ccsr", "ccsr_title"],
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(static line => line[0] != '#').Select(static line => line.Split('|')).DistinctBy(static fields => fields[1])
                .Select(static fields => new[] { fields[1], fields[0], fields[2], fields[3] }),
        ];
    }

    private static Stream Open(string resource) => typeof(ShippedVocabularies).Assembly.GetManifestResourceStream(resource)
        ?? throw new InvalidOperationException($"{resource} is missing from the program.");
}
