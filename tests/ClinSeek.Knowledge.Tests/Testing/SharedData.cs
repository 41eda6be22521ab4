namespace ClinSeek.Knowledge.Tests.Testing;

/// <summary>The shared data folder: <c>CLINSEEK_SHARED_DATA</c>, else <c>shared/data</c> beside the repository or above it.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("CLINSEEK_SHARED_DATA") is { Length: > 0 } named ? named : Find();

    public static bool IsPresent => Folder is not null && Directory.Exists(Folder);

    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
