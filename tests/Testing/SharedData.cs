namespace ClinSeek.Testing;

/// <summary>
/// Larger public data that is no part of the repository: the folder that <c>CLINSEEK_SHARED_DATA</c> names, else <c>shared/data</c>
/// beside the repository or above it. Tests that need it are of the category <c>SharedData</c> and are skipped without it.
/// </summary>
internal static class SharedData
{
    public const string Skipped = "SharedData: set CLINSEEK_SHARED_DATA to the folder of shared test data.";

    public static string? Folder { get; } = Find();

    public static bool IsPresent => Folder is not null;

    /// <summary>The path of a file or folder in it.</summary>
    public static string At(string name) => Path.Combine(Folder!, name);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CLINSEEK_SHARED_DATA") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }
}
