using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cli;

/// <summary>A new file that a command writes for the person who asked: readable by them alone, never over another, never among the data.</summary>
internal static class PrivateFile
{
    /// <summary>The full path of a file that may be written.</summary>
    /// <param name="settings">Where the data folder is.</param>
    /// <param name="path">As it was given.</param>
    /// <param name="consequence">What would come of writing it into the data folder.</param>
    /// <exception cref="UserErrorException">It lies in the data folder.</exception>
    public static string Outside(CommonSettings settings, string path, string consequence)
    {
        string full = Path.GetFullPath(path);
        return (full + Path.DirectorySeparatorChar).StartsWith(Composition.DataFolder(settings) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? throw new UserErrorException($"{full} lies inside the data folder: {consequence}. Name another place with --out.", ExitCodes.Usage)
            : full;
    }

    /// <summary>Writes it.</summary>
    /// <exception cref="UserErrorException">It is there, or its folder is not.</exception>
    public static void Write(string file, ReadOnlySpan<byte> content)
    {
        try
        {
            using FileStream stream = DurableFiles.CreateNew(file);
            stream.Write(content);
        }
        catch (IOException) when (Path.Exists(file))
        {
            throw new UserErrorException($"{file} is there already; nothing was written. Name a new file with --out.", ExitCodes.Usage);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new UserErrorException($"The folder of {file} is not there. Make it, or name another place with --out.", ExitCodes.Usage, missing);
        }
    }
}
