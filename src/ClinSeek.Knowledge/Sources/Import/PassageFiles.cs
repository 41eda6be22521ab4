namespace ClinSeek.Knowledge.Sources.Import;

/// <summary>Reads files of medical knowledge as passages, by the ending of their names.</summary>
public static class PassageFiles
{
    /// <summary>The endings that are read, each also with <c>.gz</c>.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".jsonl", ".ndjson", ".md", ".markdown", ".html", ".htm", ".xml"];

    /// <summary>Streams a file's passages.</summary>
    /// <exception cref="InvalidDataException">The file is not of its form; says where.</exception>
    public static IEnumerable<Passage> Read(string file, ImportDefaults defaults)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(defaults);
        return Opened.Extension(file) switch
        {
            ".jsonl" or ".ndjson" => JsonLinesReader.Read(file, defaults),
            ".md" or ".markdown" => MarkdownReader.Read(file, defaults),
            ".html" or ".htm" => HtmlReader.Read(file, defaults),
            ".xml" => MedlinePlusReader.Read(file, defaults),
            _ => throw new InvalidDataException($"{Path.GetFileName(file)}: knowledge is read from {string.Join(", ", Extensions)}."),
        };
    }

    /// <summary>The files of a folder that can be read, in a stable order; or the file itself.</summary>
    public static IReadOnlyList<string> In(string fileOrFolder) => Directory.Exists(fileOrFolder)
        ? [.. Directory.EnumerateFiles(fileOrFolder, "*", SearchOption.AllDirectories).Where(static file => Extensions.Contains(Opened.Extension(file))).Order(StringComparer.Ordinal)]
        : [fileOrFolder];
}
