using System.Xml.Linq;

namespace ClinSeek.Functions.Tests.Architecture;

/// <summary>The source tree the tests were built from, found by walking up from the test assembly.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> SourceFiles(string under) => Directory
        .EnumerateFiles(Path.Combine(Root, under), "*.cs", SearchOption.AllDirectories)
        .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal)
            && !file.Contains("/bin/", StringComparison.Ordinal)
            && !file.Contains("/node_modules/", StringComparison.Ordinal));

    public static IReadOnlyDictionary<string, string[]> ProjectReferences() => Directory
        .EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .Where(static file => !file.Contains("/node_modules/", StringComparison.Ordinal))
        .ToDictionary(
            static file => Path.GetFileNameWithoutExtension(file),
            static file => Items(file, "ProjectReference").Select(static path => Path.GetFileNameWithoutExtension(path)!).ToArray());

    public static IEnumerable<string> Items(string projectFile, string item) =>
        XDocument.Load(projectFile).Descendants(item).Select(static element => (string?)element.Attribute("Include")).OfType<string>();

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ClinSeek.Functions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside the repository: no ClinSeek.Functions.sln above " + AppContext.BaseDirectory);
    }
}
