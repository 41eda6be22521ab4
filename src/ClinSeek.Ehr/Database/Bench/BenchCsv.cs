using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Evidence.Text;

namespace ClinSeek.Ehr.Database.Bench;

/// <summary>One CSV file of a clinical database; its name is the table's.</summary>
/// <param name="Path">Where it lies.</param>
internal sealed record BenchCsv(string Path)
{
    private static readonly string[] Endings = [".csv", ".csv.gz"];

    /// <summary>The table that its rows belong to.</summary>
    public string Table { get; } = System.IO.Path.GetFileName(Path).Split('.')[0].ToLowerInvariant();

    /// <summary>The files of a folder and those below it, by table.</summary>
    public static IReadOnlyList<BenchCsv> Find(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(static path => Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Select(static path => new BenchCsv(path)).OrderBy(static file => file.Table, StringComparer.Ordinal).ThenBy(static file => file.Path, StringComparer.Ordinal),
    ];

    /// <summary>The records one at a time, the header first.</summary>
    /// <exception cref="InvalidDataException">It is no CSV file.</exception>
    public IEnumerable<string[]> Read()
    {
        using FileStream file = File.OpenRead(Path);
        using Stream text = WholeGzipStream.Unpacked(file, System.IO.Path.GetFileName(Path));
        using var reader = new StreamReader(text);
        foreach (string[] record in CsvReader.Read(reader))
        {
            yield return record;
        }
    }
}
