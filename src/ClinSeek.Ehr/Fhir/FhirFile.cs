namespace ClinSeek.Ehr.Fhir;

/// <summary>A file that may hold FHIR.</summary>
/// <param name="Path">Where it lies; never shown.</param>
/// <param name="Name">How it is called in issues and provenance: relative to what was asked for.</param>
internal sealed record FhirFile(string Path, string Name)
{
    private static readonly EnumerationOptions Walk = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        // A link could lead out of the folder that was asked for.
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
    };

    public string MediaType => IsNdjson(Path) ? FhirPageReader.Ndjson : FhirPageReader.Json;

    public static IReadOnlyList<FhirFile> Find(string path, FhirFileOptions options, List<string> issues)
    {
        if (File.Exists(path))
        {
            return [new FhirFile(path, System.IO.Path.GetFileName(path))];
        }

        if (!Directory.Exists(path))
        {
            issues.Add("The record source is neither a file nor a folder. Check the path.");
            return [];
        }

        try
        {
            FhirFile[] files = [.. Directory.EnumerateFiles(path, "*", Walk)
                .Where(static file => IsNdjson(file) || file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
                .Select(file => new FhirFile(file, System.IO.Path.GetRelativePath(path, file).Replace('\\', '/')))
                .OrderBy(static file => file.Name, StringComparer.Ordinal)];
            if (files.Length > options.MaxFiles)
            {
                issues.Add($"The folder holds {files.Length} files and only {options.MaxFiles} are read. Point at a smaller folder.");
                return files[..options.MaxFiles];
            }

            return files;
        }
        catch (UnauthorizedAccessException)
        {
            issues.Add("A folder of the record source may not be read. Give this process the right to read it.");
            return [];
        }
    }

    public bool TryRead(FhirFileOptions options, out ReadOnlyMemory<byte> content, out string? problem)
    {
        content = default;
        problem = null;
        try
        {
            long length = new FileInfo(Path).Length;
            if (length > options.MaxFileBytes)
            {
                problem = $"{Name}: {length / 1_000_000} MB is above the limit of {options.MaxFileBytes / 1_000_000} MB and was not read. Split the export.";
                return false;
            }

            content = File.ReadAllBytes(Path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            problem = $"{Name}: the file may not be read. Give this process the right to read it.";
            return false;
        }
        catch (IOException)
        {
            problem = $"{Name}: reading the file failed. Check the disk and try again.";
            return false;
        }
    }

    private static bool IsNdjson(string path) => path.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase);
}
