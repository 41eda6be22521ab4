namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>Films that are not in the repository: the folder in CLINSEEK_SHARED_DATA, else shared/data beside the repository.</summary>
internal static class SharedData
{
    public const string Skipped = "SharedData: set CLINSEEK_SHARED_DATA to the folder of shared test data";

    public static string? Root { get; } = Locate();

    public static bool IsPresent => Root is not null && Directory.Exists(Path.Combine(Root, "cxr"));

    public static string File(string relative) => Path.Combine(Root!, relative);

    private static string? Locate()
    {
        if (Environment.GetEnvironmentVariable("CLINSEEK_SHARED_DATA") is { Length: > 0 } set) return set;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}
