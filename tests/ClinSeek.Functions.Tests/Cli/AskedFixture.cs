using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary>A data folder with one decided case, asked by the program.</summary>
public sealed class AskedFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    public string CaseId { get; private set; } = "";

    public string CaseFolder => Path.Combine(Folder, "data", "cases", CaseId);

    internal ProgramResult Asked { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Asked = await Program.RunAsync(Folder, "ask", "--json", "--patient", "demo-01-arden", Program.Dyspnoea);
        Asked.ExitCode.ShouldBe(0, Asked.Error);
        CaseId = Asked.Json.GetProperty("caseId").GetString()!;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Name, length and time of every file of the data folder.</summary>
    public IReadOnlyList<string> Listing() =>
    [
        .. new DirectoryInfo(Path.Combine(Folder, "data")).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(static entry => $"{entry.FullName} {(entry as FileInfo)?.Length} {entry.LastWriteTimeUtc:O}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A copy of data and keys that a test may harm.</summary>
    internal TemporaryFolder Copy()
    {
        var copy = new TemporaryFolder();
        foreach (string file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy.Path, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }
}
