using ClinSeek.Ehr.Database;
using ClinSeek.Imaging.Dicom;
using ClinSeek.Imaging.DicomWeb;

namespace ClinSeek.Functions.Cases;

/// <summary>Finds the film of each visible study among the DICOM files beside a record.</summary>
public static class FilmFinder
{
    /// <summary>Files that are looked at, at most; and the longest one that is read.</summary>
    private const int MaximumFiles = 2_000;
    private const long MaximumBytes = 256L << 20;

    /// <summary>The films found, one a study, in the order of the studies; a file that is no film of them is passed over.</summary>
    /// <param name="source">The record's file or folder.</param>
    /// <param name="studies">The visible studies.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    public static async ValueTask<IReadOnlyList<(string Study, byte[] Content)>> FindAsync(
        string source, IReadOnlyList<StudyListing> studies, CancellationToken cancellationToken)
    {
        if (!File.Exists(source) && !Directory.Exists(source))
        {
            // A server: no files lie beside it.
            return [];
        }

        string folder = Directory.Exists(source) ? source : Path.GetDirectoryName(Path.GetFullPath(source))!;
        if (studies.Count == 0 || !Directory.Exists(folder))
        {
            return [];
        }

        var found = new Dictionary<string, (int Rank, byte[] Content)>(StringComparer.Ordinal);
        foreach (string file in Candidates(folder))
        {
            byte[] content = await File.ReadAllBytesAsync(file, cancellationToken);
            if (DicomHeader.Read(content).Value is { } header
                && studies.FirstOrDefault(study => Belongs(header, study)) is { } study)
            {
                // Of a study's films the frontal one; of equal ones the first by name.
                int rank = FilmChoice.Rank(header.Modality, header.ViewPosition);
                if (!found.TryGetValue(study.Study, out var known) || rank < known.Rank)
                {
                    found[study.Study] = (rank, content);
                }
            }
        }

        return [.. studies.Where(study => found.ContainsKey(study.Study)).Select(study => (study.Study, found[study.Study].Content))];
    }

    private static IEnumerable<string> Candidates(string folder) => Directory
        .EnumerateFiles(folder, "*.dcm", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MatchCasing = MatchCasing.CaseInsensitive })
        .Order(StringComparer.Ordinal)
        .Take(MaximumFiles)
        .Where(static file => new FileInfo(file).Length <= MaximumBytes);

    private static bool Belongs(DicomHeader header, StudyListing study) =>
        (header.StudyInstanceUid is { } uid && string.Equals(uid, study.StudyUid, StringComparison.Ordinal))
        || (header.SopInstanceUid is { } instance && study.InstanceUids.Contains(instance, StringComparer.Ordinal));
}
