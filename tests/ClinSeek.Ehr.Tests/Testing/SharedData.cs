namespace ClinSeek.Ehr.Tests.Testing;

/// <summary>Larger public synthetic data that is not part of the repository.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static bool IsPresent => Folder is not null;

    public static string At(string name) => Path.Combine(Folder!, name);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CLINSEEK_SHARED_DATA") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string data = Path.Combine(folder.FullName, "..", "shared", "data");
            if (File.Exists(Path.Combine(folder.FullName, "ClinSeek.Functions.sln")) && Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }
}
