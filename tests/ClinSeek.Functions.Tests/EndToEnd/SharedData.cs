using ClinSeek.Functions.Tests.Architecture;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>Larger public synthetic data that is not part of the repository.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static bool IsPresent => Folder is not null;

    public static string At(string name) => Path.Combine(Folder!, name);

    private static string? Find()
    {
        string folder = Environment.GetEnvironmentVariable("CLINSEEK_SHARED_DATA") is { Length: > 0 } named
            ? named
            : Path.Combine(Repository.Root, "..", "shared", "data");
        return Directory.Exists(folder) ? folder : null;
    }
}
