using System.Security.Cryptography;
using System.Text;
using ClinSeek.Knowledge.Index;

namespace ClinSeek.Knowledge.Sources.Import;

/// <summary>
/// Imports files into an index, each in its own transaction. A file that has not changed costs only its hash; one that
/// cannot be read is reported and stops no other.
/// </summary>
public static class KnowledgeImporter
{
    // Part of every hash: files are read again when a reader has changed.
    private const string ReaderVersion = "1";

    /// <summary>Imports a file or all readable files of a folder.</summary>
    public static IEnumerable<FileImport> Import(IndexFile index, string fileOrFolder, ImportDefaults defaults, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(fileOrFolder);
        ArgumentNullException.ThrowIfNull(defaults);
        return PassageFiles.In(fileOrFolder).Select(file => ImportFile(index, file, defaults, cancellationToken));
    }

    private static FileImport ImportFile(IndexFile index, string file, ImportDefaults defaults, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var origin = new ImportOrigin(Path.GetFullPath(file), Hash(file, defaults), defaults.Source ?? string.Empty, defaults.License ?? string.Empty);
            return index.IsCurrent(origin)
                ? new FileImport(file, ImportCount.None, IsCurrent: true, null)
                : new FileImport(file, index.Import(origin, PassageFiles.Read(file, defaults), cancellationToken), IsCurrent: false, null);
        }
        catch (AggregateException error) when (error.InnerExceptions.OfType<InvalidDataException>().FirstOrDefault() is { } cause)
        {
            return new FileImport(file, ImportCount.None, IsCurrent: false, cause.Message);
        }
        catch (Exception error) when (error is InvalidDataException or UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            return new FileImport(file, ImportCount.None, IsCurrent: false, error.Message);
        }
    }

    private static string Hash(string file, ImportDefaults defaults)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{ReaderVersion}\n{defaults}\n"));
        using FileStream stream = File.OpenRead(file);
        byte[] buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
